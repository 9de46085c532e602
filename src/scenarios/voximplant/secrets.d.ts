// Documented by the vendor ("Secrets" of an application), missing in the vendor's own declaration file.
declare namespace VoxEngine {
  /** Undefined where the application has no such secret. */
  function getSecretValue(name: string): string | undefined;
}
