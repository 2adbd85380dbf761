/**
 * Plan, desired and reported — kế hoạch: máy chủ muốn gì, cụm loa giữ gì.
 *
 * The two side by side, whether they agree, and the airings that come out of it.
 */
import type { DeviceDetail } from '@loaso/shared/wire/http/fleet';
import type { JSX } from 'react';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { Section } from '../../parts/page.js';
import { refusalCode } from './refusals.js';

const COMING_SHOWN = 8;

type Props = { readonly device: DeviceDetail };
type Agreement = 'none' | 'same' | 'behind' | 'refused';

/** What the box itself reported last counts; its answer to a plan counts where it says no. */
function agreement({ desired, acked, status }: DeviceDetail): Agreement {
  if (desired === null) return 'none';
  const held = status?.plan ?? acked?.mark ?? null;
  if (held?.hash === desired.mark.hash) return 'same';
  const refused = acked !== null && acked.code !== null && acked.at >= desired.publishedAt;
  return refused ? 'refused' : 'behind';
}

export function PlanCompare({ device }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(5000);
  const { desired, status } = device;
  const held = status?.plan ?? device.acked?.mark ?? null;
  const heldAt = status?.plan == null ? (device.acked?.at ?? null) : device.statusAt;
  return (
    <Section title={t('fleet.device.plan')} testId="plan">
      <p className="small muted">{t('fleet.device.planIntro')}</p>
      <div className="plan-sides">
        <div className="plan-side">
          <h3>{t('fleet.device.desired')}</h3>
          {desired === null ? (
            <p className="muted">{t('fleet.device.desiredNone')}</p>
          ) : (
            <>
              <p>
                {t('fleet.device.planNumber', {
                  num: fmt.number(desired.mark.num),
                  items: fmt.number(desired.items.length),
                })}
              </p>
              <p className="small muted numbers">
                {t('fleet.device.sentAt', { time: fmt.when(desired.publishedAt, now) })}
              </p>
            </>
          )}
        </div>
        <div className="plan-side">
          <h3>{t('fleet.device.held')}</h3>
          {held === null ? (
            <p className="muted">{t('fleet.device.heldNone')}</p>
          ) : (
            <>
              <p>{t('fleet.device.heldNumber', { num: fmt.number(held.num) })}</p>
              <p className="small muted">
                {t('fleet.device.reportedAt', { age: fmt.age(heldAt, now) })}
              </p>
            </>
          )}
        </div>
      </div>
      <Verdict device={device} />
      <Coming device={device} />
    </Section>
  );
}

function Verdict({ device }: Props): JSX.Element | null {
  const { t } = useWords();
  const verdict = agreement(device);
  if (verdict === 'none') return null;
  if (verdict === 'same') {
    return (
      <Notice tone="good" still testId="plan-same">
        <p>{t('fleet.device.same')}</p>
      </Notice>
    );
  }
  return (
    <Notice tone={verdict === 'refused' ? 'bad' : 'warn'} still testId={`plan-${verdict}`}>
      <p>
        {verdict === 'refused'
          ? t('fleet.device.refused', {
              why: t(`fleet.refusal.code.${refusalCode(device.acked?.code ?? '')}`),
            })
          : t('fleet.device.behind')}
      </p>
    </Notice>
  );
}

function Coming({ device }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(10_000);
  const coming = (device.desired?.items ?? [])
    .filter(({ startAt, durationMs }) => startAt + durationMs > now)
    .sort((a, b) => a.startAt - b.startAt);
  return (
    <div className="stack-sm">
      <h3>{t('fleet.device.coming')}</h3>
      {coming.length === 0 ? (
        <p className="muted">{t('fleet.device.comingNone')}</p>
      ) : (
        <ol className="plain-list coming">
          {coming.slice(0, COMING_SHOWN).map((item) => (
            <li key={`${item.entryId} ${item.startAt}`}>
              <span className="numbers strong">{fmt.when(item.startAt, now)}</span>
              <span className="grow wrap-any">{item.title}</span>
              <span className="small muted">{fmt.duration(item.durationMs)}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
