'use strict';
// What `npm start` runs first, on whatever Node there is: written so that Node 10 can still parse it and say what is wrong.
var version = process.versions.node;

if (parseInt(version, 10) < 18) {
  console.error('Starting needs Node 18 or newer, and this is Node ' + version + ': install a current Node and run npm start again.');
  process.exit(1);
}

import('./run/launcher/start.mjs').then(function (launcher) {
  return launcher.start(process.argv.slice(2));
});
