import { explainFailure } from './failure.mjs';

test.each([
  { output: 'npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write', says: 'The disk that holds /here is full' },
  { output: "Error: EACCES: permission denied, mkdir '/here/.tools'", says: 'This user may not write to /here' },
  { output: "Error: EROFS: read-only file system, open '/here/x'", says: '/here is on a read-only disk' },
  { output: 'npm error code ENOTFOUND\nnpm error network request to https://registry.example/x failed', says: 'npm cannot reach its registry' },
  { output: 'npm error code E401', says: "npm's registry refuses this machine" },
  { output: 'Error: spawn npm ENOENT', says: 'npm was not found' },
])('$says', ({ output, says }) => {
  expect(explainFailure(output, '/here')).toContain(says);
  expect(explainFailure(output, '/here')).not.toContain('\n');
});

test('an unknown cause is not guessed', () => {
  expect(explainFailure("src/x.ts(1,1): error TS2322: Type 'string' is not assignable", '/here')).toBeUndefined();
});
