import { ensure, reasonMissing } from './ensure.ts';
import { findServer, type Requirement, requirements, type ServerName } from './requirements.ts';

/** Installs what is missing for every server, one line each; what may not be installed is named, and its tests are then skipped. */
function installAll(): void {
  for (const name of Object.keys(requirements) as ServerName[]) {
    const requirement: Requirement = requirements[name];
    if (requirement.onDemand || findServer(name) !== undefined) continue;
    const missing = reasonMissing(name);
    if (missing !== undefined) {
      console.log(`Not installed: ${missing}`);
      continue;
    }
    console.log(`Installing ${name} ...`);
    try {
      ensure(name);
    } catch (error) {
      // The suites that need it fail and say so themselves; the others shall still run.
      console.log(`${name} could not be installed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

installAll();
