/**
 * Log events — danh mục sự kiện nhật ký.
 *
 * Every `event` that the server may write, so that whoever watches the logs can know them all. A
 * test compares the list with the source. Error means somebody must come.
 */
export const LOG_EVENTS = [
  // access
  'login',
  'login-refused',
  'user-added',
  'user-changed',
  // content and schedule
  'publish-refused',
  'voice-done',
  'voice-fault',
  // http
  'http-fault',
  // signer
  'signer.died',
  'signer.lost',
  'signer.not-started',
  'signer.said',
] as const;

export type LogEvent = (typeof LOG_EVENTS)[number];
