"""Answers of Django to requests for one file, by its conditions alone: requests in on stdin, answers out on stdout, as JSON."""

import json
import sys

from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date

settings.configure()
asked = json.load(sys.stdin)
factory = RequestFactory()


def answer(request):
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in request["headers"].items()}
    made = factory.generic(request["method"], "/file", **headers)
    response = get_conditional_response(made, asked["etag"], parse_http_date(asked["modified"]), HttpResponse())
    return str(response.status_code)


print(json.dumps([answer(request) for request in asked["requests"]]))
