/**
 * Reasons of airings — vì sao một lượt không phát trọn.
 *
 * Which of the reasons that have words a reason is; one of a newer box is "another".
 */
const REASONS = [
  'emergency',
  'higher-priority',
  'operator',
  'power',
  'output-failed',
  'replanned',
  'envelope',
  'file-corrupt',
  'file-absent',
  'relay-lost',
  'box-off',
  'too-late',
  'clock-untrusted',
  'outranked',
  'stopped',
  'disk',
] as const;

export const reasonOf = (reason: string) => REASONS.find((one) => one === reason) ?? 'other';
