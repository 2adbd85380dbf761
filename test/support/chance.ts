/**
 * Chance from a seed — ngẫu nhiên lặp lại được.
 *
 * Small and repeatable, for tests that must fail the same way twice; only its spread matters.
 */
export function createChance(seed: number): () => number {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
  // The first numbers of neighbouring seeds are neighbours.
  for (let skipped = 0; skipped < 8; skipped += 1) next();
  return next;
}
