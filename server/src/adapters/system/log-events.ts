/**
 * Log events — danh mục sự kiện nhật ký.
 *
 * Every `event` that the server may write, so that whoever watches the logs can know them all. A
 * test compares the list with the source. Error means somebody must come.
 */
export const LOG_EVENTS = [
  'broker.fault',
  'broker.not-reloaded',
  'broker.presence-failed',
  'broker.refused',
  'broker.started',
  'chore-failed',
  'fleet.enrol-refused',
  'fleet.enrolled',
  'fleet.ordered',
  'fleet.revoked',
  'http-fault',
  'link.connected',
  'link.fault',
  'link.lost',
  'link.message-failed',
  'link.not-subscribed',
  'login',
  'login-refused',
  'publish-refused',
  'signer.died',
  'signer.lost',
  'signer.not-started',
  'signer.said',
  'user-added',
  'user-changed',
  'voice-done',
  'voice-fault',
] as const;
