/**
 * What the verbs about e-mail need — cổng của nhóm việc về thư điện tử.
 *
 * The ports handed in by `main`; no mailer where the operator has named no mail server.
 */
import type { Mailer } from '../../ports/mail.js';
import type { Store } from '../../ports/store.js';
import type { Chance, Clock, Log } from '../../ports/system.js';

export type MailPorts = {
  readonly store: Pick<Store, 'areas' | 'audit' | 'mail' | 'registry' | 'fleet'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly mailer: Mailer | null;
  /** Most letters handed over in a minute. */
  readonly perMinute: number;
  /** Of the dashboard, without a slash at its end. */
  readonly pageUrl: () => string;
};
