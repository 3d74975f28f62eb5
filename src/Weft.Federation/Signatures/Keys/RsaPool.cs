using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Weft.Federation.Signatures.Keys;

/// <summary>
/// One RSA key for many threads: instances of <see cref="RSA"/> are not promised to be safe for that, and importing a key
/// anew costs as much as checking a signature. Holds as many instances as were ever used at the same time.
/// </summary>
internal sealed class RsaPool(RSAParameters parameters)
{
    private readonly ConcurrentBag<RSA> free = [];

    public TResult Use<TArgument, TResult>(TArgument argument, Func<RSA, TArgument, TResult> act)
    {
        if (!free.TryTake(out RSA? rsa))
        {
            rsa = RSA.Create(parameters);
        }

        try
        {
            return act(rsa, argument);
        }
        finally
        {
            free.Add(rsa);
        }
    }
}
