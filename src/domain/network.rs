//! The networks that a key may be used from.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::{IpNet, Ipv6Net};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// Maximum number of networks of a key.
pub const MAX_NETWORKS: usize = 32;

/// A network in CIDR notation (RFC 4632, RFC 4291 section 2.3), such as `10.0.0.0/8`. Its host bits are zero, and an
/// IPv4 network is never written as one of IPv6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Network(IpNet);

/// The networks of a key in ascending order, none twice, as the member `net` of an entry has them: separated by single
/// spaces. None at all: it may be used from anywhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Networks(String);

/// Text that is no network, or too many of them.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum InvalidNetwork {
    /// Neither an address nor a network.
    #[error("a network must be an IPv4 or IPv6 address and the length of its prefix, such as 10.0.0.0/8")]
    Malformed,
    /// Bits are set beyond the prefix: a typing mistake in the address or in the length.
    #[error("the address has bits beyond its prefix; the network is {0}")]
    HostBits(Network),
    /// An IPv4 network written as one of IPv6 (RFC 4291 section 2.5.5.2).
    #[error("an IPv4 network must be written as IPv4, such as 10.0.0.0/8")]
    Mapped,
    /// More than [`MAX_NETWORKS`].
    #[error("a key may have at most {MAX_NETWORKS} networks")]
    TooMany,
}

impl Network {
    /// Parses a network as entries have it: with its prefix length.
    pub(crate) fn parse(text: &str) -> Result<Self, InvalidNetwork> {
        let (address, length) = text.split_once('/').ok_or(InvalidNetwork::Malformed)?;
        let is_number = !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number || length.starts_with('0') && length.len() > 1 {
            return Err(InvalidNetwork::Malformed);
        }
        // The standard library's parser: others take 010.0.0.0 for 10.0.0.0.
        let address: IpAddr = address.parse().map_err(|_| InvalidNetwork::Malformed)?;
        let length = length.parse().map_err(|_| InvalidNetwork::Malformed)?;
        Self::new(IpNet::new(address, length).map_err(|_| InvalidNetwork::Malformed)?)
    }

    fn new(network: IpNet) -> Result<Self, InvalidNetwork> {
        let trunc = network.trunc();
        let mapped = Ipv6Net::new_assert(std::net::Ipv4Addr::UNSPECIFIED.to_ipv6_mapped(), 96);
        match trunc {
            IpNet::V6(network) if mapped.contains(&network) => Err(InvalidNetwork::Mapped),
            _ if trunc != network => Err(InvalidNetwork::HostBits(Self(trunc))),
            _ => Ok(Self(network)),
        }
    }

    /// Whether an address is in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }

    /// Whether all of another network is in it.
    pub fn covers(&self, other: &Self) -> bool {
        self.0.contains(&other.0)
    }
}

/// Parses a network as people write it: an address alone is a network of one.
impl FromStr for Network {
    type Err = InvalidNetwork;

    fn from_str(text: &str) -> Result<Self, InvalidNetwork> {
        match text.parse::<IpAddr>() {
            Ok(address) => Self::new(address.into()),
            Err(_) => Self::parse(text),
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Network {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Network {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Networks {
    /// Sorts them and leaves out what stands twice.
    ///
    /// # Errors
    /// They are more than [`MAX_NETWORKS`].
    pub fn new(networks: impl IntoIterator<Item = Network>) -> Result<Self, InvalidNetwork> {
        let mut networks: Vec<Network> = networks.into_iter().collect();
        networks.sort_unstable();
        networks.dedup();
        if networks.len() > MAX_NETWORKS {
            return Err(InvalidNetwork::TooMany);
        }
        let words: Vec<String> = networks.iter().map(ToString::to_string).collect();
        Ok(Self(words.join(" ")))
    }

    /// As the member `net` of an entry; `None` if there are none.
    pub fn net(&self) -> Option<&str> {
        Some(self.0.as_str()).filter(|net| !net.is_empty())
    }

    /// Whether there are none: no restriction.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them, in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = Network> + Clone {
        // Only networks are ever put in.
        self.0.split_whitespace().filter_map(|network| Network::parse(network).ok())
    }

    /// Whether whoever may use a key from `narrower` may use it from here: no network of it is outside of all of these.
    pub fn cover(&self, narrower: &Self) -> bool {
        let is_inside = |network: Network| self.iter().any(|wide| wide.covers(&network));
        self.is_empty() || !narrower.is_empty() && narrower.iter().all(is_inside)
    }
}

/// The networks in the member `net` of an entry, each of which must be one.
pub(crate) fn networks_in(net: &str) -> impl Iterator<Item = Result<Network, InvalidNetwork>> {
    net.split(' ').map(Network::parse)
}

/// Whether text is a member `net`: networks, none too many, each as a reader of any language reads it.
pub(crate) fn is_net(net: &str) -> bool {
    networks_in(net).all(|network| network.is_ok()) && networks_in(net).count() <= MAX_NETWORKS
}

/// Whether an address is in one of the networks of a member `net`. Allocates nothing.
pub(crate) fn admits(net: &str, address: IpAddr) -> bool {
    networks_in(net).any(|network| network.is_ok_and(|network| network.contains(address)))
}

impl Serialize for Networks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Networks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(Vec::<Network>::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// Parses the address that a key is presented from: no port, no zone, no brackets. An IPv4 address written as one
/// of IPv6 (`::ffff:10.0.0.1`, as a socket for both reports it) is the IPv4 address.
pub fn parse_address(text: &str) -> Option<IpAddr> {
    text.parse::<IpAddr>().ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_are_written_in_one_way() {
        for (text, expected) in [
            ("10.0.0.0/8", "10.0.0.0/8"),
            ("10.1.2.3", "10.1.2.3/32"),
            ("0.0.0.0/0", "0.0.0.0/0"),
            ("2001:DB8:0:0::/32", "2001:db8::/32"),
            ("::1", "::1/128"),
            ("::/0", "::/0"),
        ] {
            assert_eq!(text.parse::<Network>().unwrap().to_string(), expected);
            assert_eq!(Network::parse(expected).unwrap().to_string(), expected);
        }
        assert_eq!(Network::parse("10.1.2.3"), Err(InvalidNetwork::Malformed), "an entry has the length");
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for text in [
            "",
            "/",
            "10/8",
            "10.0.0/8",
            "010.0.0.0/8",
            "10.0.0.0/33",
            "10.0.0.0/",
            "10.0.0.0/08",
            "10.0.0.0/+8",
        ]
        .into_iter()
        .chain([
            "::/129",
            "[::]/0",
            "fe80::1%eth0",
            "a.example",
            " 10.0.0.0/8",
            "10.0.0.0/8 ",
            "10.0.0.0/8/8",
        ]) {
            assert_eq!(text.parse::<Network>(), Err(InvalidNetwork::Malformed), "{text:?}");
        }
        for text in ["::ffff:10.0.0.0/104", "::ffff:10.0.0.1", "::ffff:0:0/96"] {
            assert_eq!(text.parse::<Network>(), Err(InvalidNetwork::Mapped), "{text:?}");
        }
        let right = "10.0.0.0/8".parse().unwrap();
        assert_eq!("10.0.0.1/8".parse::<Network>(), Err(InvalidNetwork::HostBits(right)));
    }

    #[test]
    fn an_address_of_both_kinds_is_one() {
        let address = |text| parse_address(text).unwrap();
        assert!(admits("192.0.2.0/24 2001:db8::/32", address("::ffff:192.0.2.7")));
        assert!(admits("192.0.2.0/24 2001:db8::/32", address("2001:db8::1")));
        assert!(!admits("192.0.2.0/24 2001:db8::/32", address("192.0.3.0")));
        assert!(!admits("::/0", address("::ffff:192.0.2.7")), "of IPv6 only");
        assert!(!admits("0.0.0.0/0", address("::1")));
        for text in
            ["", "10.0.0.1:80", "[::1]", "fe80::1%1", "10.0.0.01", "10.0.0.1 ", "10.0.0.0/8", "localhost"]
        {
            assert_eq!(parse_address(text), None, "{text:?}");
        }
    }

    #[test]
    fn sets_are_sorted_and_compared() {
        let set =
            |text: &str| Networks::new(text.split_whitespace().map(|text| text.parse().unwrap())).unwrap();
        assert_eq!(set("::1 10.0.0.0/8 9.0.0.0/8 10.0.0.0/8").net(), Some("9.0.0.0/8 10.0.0.0/8 ::1/128"));
        assert!(set("10.0.0.0/8").cover(&set("10.1.0.0/16 10.2.0.0/16")));
        assert!(!set("10.0.0.0/8").cover(&set("10.1.0.0/16 11.0.0.0/16")));
        assert!(!set("10.0.0.0/8").cover(&set("")), "from anywhere");
        assert!(set("").cover(&set("10.0.0.0/8")) && set("").cover(&set("")));
        let many = (0..=32).map(|number| format!("10.0.0.{number}").parse().unwrap());
        assert_eq!(Networks::new(many), Err(InvalidNetwork::TooMany));
    }
}
