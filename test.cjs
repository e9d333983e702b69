'use strict';
// What `npm test` runs first, on whatever Node there is: written so that Node 10 can still parse it and say what is wrong.
var version = process.versions.node;

if (parseInt(version, 10) < 18) {
  console.error('The tests need Node 18 or newer, and this is Node ' + version + ': install a current Node and run npm test again.');
  process.exit(1);
}

import('./run/launcher/test.mjs').then(function (launcher) {
  return launcher.test(process.argv.slice(2));
});
