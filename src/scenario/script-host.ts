/** A script as the host has it now. */
export interface DeployedScript {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

/** The cloud of a PBX, as far as its scripts go. Everything rejects with HostFault. */
export interface ScriptHost {
  /** As a person names it. */
  readonly title: string;
  /** Whether a text that somebody changed there since our last push is replaced with `--force` alone. */
  readonly driftNeedsForce: boolean;
  /** By its exact name, else as the one that was called otherwise when it was pushed; undefined: there is none. */
  readonly read: (name: string) => Promise<DeployedScript | undefined>;
  readonly create: (name: string, text: string) => Promise<void>;
  /** The script of this id gets this name and text. */
  readonly write: (script: DeployedScript, text: string) => Promise<void>;
  readonly remove: (script: DeployedScript) => Promise<void>;
  /** Lets calls reach the script; says what it did, or what a person has to do. */
  readonly bind: (role: string, name: string, isTrial: boolean) => Promise<readonly string[]>;
}
