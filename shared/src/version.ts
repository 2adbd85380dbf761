/**
 * Version — số phiên bản.
 *
 * Three numbers with dots, compared as numbers. Without the schema language, since the launcher of a
 * box compares versions before anything else is loaded.
 */

/** Below zero when `a` is the older one; zero when they are the same. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  const differing = left.findIndex((part, index) => part !== right[index]);
  return differing === -1 ? 0 : (left[differing] ?? 0) - (right[differing] ?? 0);
}
