/**
 * A place that waits — đề nghị đổi nơi đặt đang chờ.
 *
 * Who says what stands near the speaker now, what more it might sound by it, and for the second person
 * the two buttons.
 */
import type { DeviceDetail } from '@loaso/shared/wire/http/fleet';
import { Button } from '@mantine/core';
import { type JSX, useState } from 'react';
import { decidePlaceKind } from '../../api/sound-rules.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { useApprovalCode } from '../../parts/approval-code.js';
import { Confirm } from '../../parts/confirm.js';
import { Notice } from '../../parts/notice.js';
import { useDeed } from '../../parts/use-deed.js';

type Props = { readonly device: DeviceDetail };

export function PlaceAsked({ device }: Props): JSX.Element | null {
  const { t, fmt, pick } = useWords();
  const me = useMe();
  const [act, setAct] = useState<boolean | null>(null);
  const { placeAsked } = device;
  if (placeAsked === null) return null;
  const { kind, by, byId, at, changes } = placeAsked;
  const mayDecide = (may.approve(me.role) || may.govern(me.role)) && me.id !== byId;
  return (
    <Notice tone="warn" title={t('hours.place.asked.title')} testId="place-asked" still>
      <p>
        {t('hours.place.asked.who', {
          name: by,
          when: fmt.dateTime(at),
          from: t(`hours.place.kind.${device.placeKind}`),
          to: t(`hours.place.kind.${kind}`),
        })}
      </p>
      <p className="strong">{t('hours.place.asked.effect')}</p>
      {changes.length === 0 ? (
        <p>{t('hours.place.asked.nothing')}</p>
      ) : (
        <ul>
          {changes.map((words) => (
            <li key={words.en}>{pick(words)}</li>
          ))}
        </ul>
      )}
      {mayDecide ? (
        <div className="row">
          <Button onClick={() => setAct(true)}>{t('hours.pending.approve')}</Button>
          <Button variant="default" onClick={() => setAct(false)}>
            {t('hours.pending.refuse')}
          </Button>
        </div>
      ) : (
        <p className="small">{t('hours.place.asked.wait')}</p>
      )}
      <Decide device={device} asked={placeAsked} act={act} onClose={() => setAct(null)} />
    </Notice>
  );
}

type DecideProps = Props & {
  readonly asked: NonNullable<DeviceDetail['placeAsked']>;
  readonly act: boolean | null;
  readonly onClose: () => void;
};

function Decide({ device, asked, act, onClose }: DecideProps): JSX.Element {
  const { t } = useWords();
  const code = useApprovalCode();
  const approve = act ?? true;
  const shown = approve ? 'approve' : 'refuse';
  const decide = useDeed({
    run: () =>
      decidePlaceKind(device.id, {
        placeKind: asked.kind,
        askedAt: asked.at,
        approve,
        ...(approve ? { code: code.code } : {}),
      }),
    renews: ['device', 'sound-rules', 'week-ahead', 'audit'],
    done: t('hours.pending.decided'),
    after: onClose,
    refused: code.refused,
  });
  return (
    <Confirm
      opened={act !== null}
      danger={!approve}
      title={t(`hours.place.asked.${shown}Title`)}
      verb={t(`hours.pending.${shown}`)}
      busy={decide.isPending}
      error={decide.error}
      onConfirm={() => {
        if (!approve || code.ready()) decide.mutate(undefined);
      }}
      onClose={onClose}
    >
      <p>{t(`hours.place.asked.${shown}Body`, { name: device.name })}</p>
      {approve ? code.field : null}
    </Confirm>
  );
}
