'use strict';
// What `npm run check` and its like run first, on whatever Node there is: written so that Node 10 can still parse it and say what is wrong.
var version = process.versions.node;

if (parseInt(version, 10) < 18) {
  console.error('This needs Node 18 or newer, and this is Node ' + version + ': install a current Node and run it again.');
  process.exit(1);
}

import('./run/launcher/script.mjs').then(function (launcher) {
  return launcher.script(process.argv.slice(2));
});
