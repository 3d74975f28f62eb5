namespace Weft.Server.Identity.Access;

/// <summary>What people type into forms.</summary>
internal static class FormFields
{
    extension(IFormCollection form)
    {
        /// <summary>The field's text, empty when it is absent; without U+0000, which no database takes and nobody types.</summary>
        public string Text(string name) => form[name].ToString().Replace("\0", "", StringComparison.Ordinal);
    }
}
