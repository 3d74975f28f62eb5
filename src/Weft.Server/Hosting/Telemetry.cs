using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Weft.Server.Hosting;

/// <summary>
/// Traces and metrics in OpenTelemetry, sent when the standard variable <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> (or its form
/// for traces or metrics) is set. Weft's own instruments are named <c>weft.*</c>.
/// </summary>
internal static class Telemetry
{
    /// <summary>The name of Weft's meter and activity source.</summary>
    public const string Name = "Weft";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        bool traces = IsSet(builder.Configuration, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
        bool metrics = IsSet(builder.Configuration, "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT");
        if (!traces && !metrics)
        {
            return;
        }

        OpenTelemetry.OpenTelemetryBuilder telemetry = builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("weft", serviceVersion: WeftVersion.Number));
        if (traces)
        {
            telemetry.WithTracing(tracing =>
                tracing.AddSource(Name, "Microsoft.Orleans.Application").AddAspNetCoreInstrumentation().AddNpgsql().AddOtlpExporter()
            );
        }

        if (metrics)
        {
            telemetry.WithMetrics(measuring =>
                measuring
                    .AddMeter(Name, "Microsoft.Orleans", "Npgsql", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                    .AddRuntimeInstrumentation()
                    .AddOtlpExporter()
            );
        }
    }

    private static bool IsSet(ConfigurationManager configuration, string specific) =>
        !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]) || !string.IsNullOrEmpty(configuration[specific]);
}
