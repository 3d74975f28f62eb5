using System.Net;
using System.Net.Sockets;

namespace Weft.Federation.Http;

/// <summary>
/// Which addresses may be dialled: global unicast alone. A list of what is allowed, since each list of what is forbidden
/// has so far forgotten something (IANA's special-purpose registries; NAT64, 6to4, Teredo, mapped IPv4 fall out by themselves).
/// </summary>
internal static class AddressGuard
{
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] SpecialSix =
    [
        .. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20" }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork[] SpecialFour =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>What development lets through besides; never link-local addresses, where clouds keep their metadata.</summary>
    private static readonly IPNetwork[] Near =
    [
        .. new[] { "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7" }.Select(IPNetwork.Parse),
    ];

    public static bool Allows(IPAddress address, bool allowLoopback) =>
        IsGlobalUnicast(address) || (allowLoopback && Array.Exists(Near, network => network.Contains(Plain(address))));

    private static bool IsGlobalUnicast(IPAddress address) =>
        address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Array.Exists(SpecialFour, network => network.Contains(address)),
            // Of a mapped address IPNetwork compares the four bytes of IPv4 with the first of the prefix: 10.0.0.1 would be in 2000::/3.
            AddressFamily.InterNetworkV6 => !address.IsIPv4MappedToIPv6
                && GlobalUnicast.Contains(address)
                && !Array.Exists(SpecialSix, network => network.Contains(address)),
            _ => false,
        };

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
