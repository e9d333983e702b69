import { hasComments } from './yaml';

it.each([
  ['# what it is for\nname: a', true],
  ['name: a # why', true],
  ['name: "a # b"', false],
  ["text: 'it''s # not'", false],
  ['text: |\n  #!/bin/sh\n  # not of the file\nname: a', false],
  ['text: |\n  #!/bin/sh\nname: a # but this', true],
  ['name: a#b', false],
  ['name: [', false],
])('%j has comments: %s', (text, has) => expect(hasComments(text)).toBe(has));
