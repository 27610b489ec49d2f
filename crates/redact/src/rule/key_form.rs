//! Prefix and shape of the keys of each known provider.

use crate::text::{Class, is_name, is_word};

/// The characters after a prefix.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Body {
    /// Exactly `length` small hexadecimal digits.
    Hex,
    /// Exactly `length` capitals and digits.
    Capitals,
    /// At least `length` letters and digits.
    Letters,
    /// The same, with hyphens and underscores.
    Named,
    /// The same, with dots, signs of base 64 and slashes.
    Dotted,
}

impl Body {
    pub(super) fn class(self) -> Class {
        match self {
            Self::Hex => |byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
            Self::Capitals => |byte| byte.is_ascii_digit() || byte.is_ascii_uppercase(),
            Self::Letters => is_word,
            Self::Named => is_name,
            Self::Dotted => |byte| is_name(byte) || b".+/=%".contains(&byte),
        }
    }
}

pub(super) struct Form {
    pub(super) prefix: &'static str,
    pub(super) body: Body,
    /// Bytes after the prefix.
    pub(super) length: usize,
}

const fn form(prefix: &'static str, body: Body, length: usize) -> Form {
    Form { prefix, body, length }
}

pub(super) const FORMS: &[Form] = &[
    // Ours.
    form("cue_", Body::Named, 16),
    // Code hosts.
    form("ghp_", Body::Letters, 30),
    form("gho_", Body::Letters, 30),
    form("ghu_", Body::Letters, 30),
    form("ghs_", Body::Letters, 30),
    form("ghr_", Body::Letters, 30),
    form("github_pat_", Body::Letters, 30),
    form("glpat-", Body::Dotted, 20),
    form("gldt-", Body::Named, 20),
    form("glrt-", Body::Named, 20),
    form("glcbt-", Body::Named, 20),
    form("glptt-", Body::Named, 20),
    form("gloas-", Body::Named, 20),
    form("ATBB", Body::Letters, 24),
    form("ATATT3", Body::Dotted, 50),
    // Clouds.
    form("AKIA", Body::Capitals, 16),
    form("ASIA", Body::Capitals, 16),
    form("AGPA", Body::Capitals, 16),
    form("AROA", Body::Capitals, 16),
    form("AIza", Body::Named, 35),
    form("ya29.", Body::Dotted, 20),
    form("GOCSPX-", Body::Named, 20),
    form("1//0", Body::Named, 30),
    form("dop_v1_", Body::Hex, 64),
    form("doo_v1_", Body::Hex, 64),
    form("dor_v1_", Body::Hex, 64),
    form("dapi", Body::Hex, 32),
    form("pscale_tkn_", Body::Dotted, 30),
    form("pscale_pw_", Body::Dotted, 30),
    form("nfp_", Body::Letters, 30),
    form("sbp_", Body::Hex, 40),
    form("fo1_", Body::Named, 30),
    form("hvs.", Body::Named, 24),
    form("hvb.", Body::Named, 24),
    form("tskey-", Body::Named, 20),
    form("EAACEdEose0cBA", Body::Letters, 8),
    // Models.
    form("sk-proj-", Body::Named, 20),
    form("sk-svcacct-", Body::Named, 20),
    form("sk-ant-", Body::Named, 20),
    form("sk-or-v1-", Body::Letters, 40),
    form("sk-", Body::Letters, 32),
    form("gsk_", Body::Letters, 40),
    form("xai-", Body::Letters, 40),
    form("pplx-", Body::Letters, 40),
    form("hf_", Body::Letters, 30),
    form("r8_", Body::Letters, 36),
    // Packages and builds.
    form("npm_", Body::Letters, 36),
    form("pypi-", Body::Named, 50),
    form("rubygems_", Body::Hex, 48),
    form("oy2", Body::Letters, 43),
    form("dckr_pat_", Body::Named, 24),
    form("glsa_", Body::Letters, 32),
    form("glc_", Body::Dotted, 32),
    form("sntrys_", Body::Dotted, 40),
    form("sntryu_", Body::Hex, 64),
    form("PMAK-", Body::Named, 50),
    form("NRAK-", Body::Capitals, 27),
    form("figd_", Body::Named, 40),
    form("lin_api_", Body::Letters, 40),
    form("ntn_", Body::Letters, 40),
    form("dp.pt.", Body::Letters, 40),
    form("AGE-SECRET-KEY-1", Body::Capitals, 58),
    // Money, mail and chat.
    form("sk_live_", Body::Letters, 16),
    form("sk_test_", Body::Letters, 16),
    form("rk_live_", Body::Letters, 16),
    form("rk_test_", Body::Letters, 16),
    form("whsec_", Body::Dotted, 24),
    form("sq0atp-", Body::Named, 22),
    form("sq0csp-", Body::Named, 43),
    form("shpat_", Body::Hex, 32),
    form("shpss_", Body::Hex, 32),
    form("shpca_", Body::Hex, 32),
    form("SG.", Body::Dotted, 40),
    form("key-", Body::Hex, 32),
    form("xkeysib-", Body::Named, 64),
    form("SK", Body::Hex, 32),
    form("AC", Body::Hex, 32),
    form("xoxb-", Body::Named, 20),
    form("xoxp-", Body::Named, 20),
    form("xoxa-", Body::Named, 20),
    form("xoxr-", Body::Named, 20),
    form("xoxs-", Body::Named, 20),
    form("xoxe.", Body::Dotted, 20),
    form("xapp-", Body::Named, 20),
    form("hooks.slack.com/services/", Body::Dotted, 30),
    form("discord.com/api/webhooks/", Body::Dotted, 40),
];
