//! Cookies: one is found in a request, and written for a browser (RFC 6265).

/// The value of this cookie in the header `Cookie`.
pub fn find_cookie<'c>(cookies: &'c str, name: &str) -> Option<&'c str> {
    let pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(known, _)| *known == name).map(|(_, value)| value).next()
}

/// The header `Set-Cookie` for a cookie that no script reads and no page of another site sends along, but for a link that is
/// followed. Over https it is sent back over https alone; 0 seconds take it away.
pub fn set_cookie(name: &str, value: &str, seconds: i64, is_https: bool) -> String {
    let secure = if is_https { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others_by_its_whole_name() {
        let cookies = "a=1; session=x.1.2; xsession=y;session2=z";
        assert_eq!(find_cookie(cookies, "session"), Some("x.1.2"));
        assert_eq!(find_cookie(cookies, "ession"), None);
        assert_eq!(find_cookie("session", "session"), None);
    }

    #[test]
    fn a_cookie_is_closed_to_scripts_and_to_other_sites() {
        assert_eq!(set_cookie("a", "b", 60, false), "a=b; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
        assert!(set_cookie("a", "", 0, true).ends_with("; Secure"));
    }
}
