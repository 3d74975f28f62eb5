namespace Weft.Federation.Http;

/// <summary>Thrown out of the dialler when a host has no address that may be dialled; becomes <see cref="HttpOutcome.Forbidden"/>.</summary>
internal sealed class ForbiddenAddressException(string message) : Exception(message);
