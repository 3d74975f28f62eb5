using System.Diagnostics;
using System.Security.Cryptography;

namespace Weft.Bench.Bare;

/// <summary>The machine's own limit for signatures: RSA with 2,048 bits and SHA-256, on all processors, and nothing else.</summary>
internal static class BareRsa
{
    private static readonly byte[] Data = RandomNumberGenerator.GetBytes(300);

    /// <summary>Signs for that long.</summary>
    /// <returns>Signatures a second.</returns>
    public static double Sign(double seconds) =>
        Rate(seconds, key => () => key.SignData(Data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>Verifies for that long.</summary>
    /// <returns>Signatures a second.</returns>
    public static double Verify(double seconds) =>
        Rate(
            seconds,
            key =>
            {
                byte[] signature = key.SignData(Data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                return () => key.VerifyData(Data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }
        );

    private static double Rate(double seconds, Func<RSA, Action> prepare) =>
        Enumerable
            .Range(0, Environment.ProcessorCount)
            .Select(_ => Task.Factory.StartNew(() => RateOfOne(seconds, prepare), TaskCreationOptions.LongRunning))
            .ToArray()
            .Sum(task => task.Result);

    private static double RateOfOne(double seconds, Func<RSA, Action> prepare)
    {
        using RSA key = RSA.Create(2048);
        Action work = prepare(key);
        work();
        Stopwatch watch = Stopwatch.StartNew();
        int done = 0;
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            work();
            done++;
        }

        return done / watch.Elapsed.TotalSeconds;
    }
}
