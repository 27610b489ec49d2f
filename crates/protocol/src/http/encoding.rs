//! Content codings: true for a request whose answer may be compressed with gzip (RFC 9110, section 12.5.3).

/// Reads `Accept-Encoding`. Without the header nothing is compressed: old clients send none and read none.
pub fn accepts_gzip(accept_encoding: Option<&str>) -> bool {
    let mut any = false;
    for coding in accept_encoding.unwrap_or_default().split(',') {
        let (name, parameters) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = parameters.split(';').find_map(|parameter| parameter.trim().strip_prefix("q="));
        let is_accepted = weight.is_none_or(|weight| weight.trim().parse::<f32>().is_ok_and(|weight| weight > 0.0));
        match name.trim() {
            name if name.eq_ignore_ascii_case("gzip") => return is_accepted,
            "*" => any = is_accepted,
            _ => {}
        }
    }
    any
}

#[cfg(test)]
mod tests {
    use super::accepts_gzip;

    #[test]
    fn gzip_is_accepted_where_it_is_named_or_everything_is() {
        for accepted in ["gzip", "deflate, GZIP;q=0.5, br", "*", "br;q=1.0, gzip;q=0.001", "gzip ; q=1", "*;q=0, gzip"]
        {
            assert!(accepts_gzip(Some(accepted)), "{accepted}");
        }
        for refused in ["", "identity", "gzip;q=0", "gzip;q=0.000", "*, gzip;q=0", "*;q=0", "xgzip", "gzip;q=x"] {
            assert!(!accepts_gzip(Some(refused)), "{refused}");
        }
        assert!(!accepts_gzip(None));
    }
}
