/**
 * Deciding on a source — duyệt, trả lại, thôi dùng nguồn tiếp âm.
 *
 * Says before what the decision does; a rejection needs its reason, an approval a code of who has them.
 */
import type { RelayDecision, RelaySource } from '@loaso/shared/wire/http/relays';
import { Textarea } from '@mantine/core';
import { type JSX, useState } from 'react';
import { decideSource } from '../../api/relays.js';
import { useWords } from '../../i18n/use-words.js';
import { useApprovalCode } from '../../parts/approval-code.js';
import { Confirm } from '../../parts/confirm.js';
import { useDeed } from '../../parts/use-deed.js';

export type Deciding = { readonly source: RelaySource; readonly act: RelayDecision['act'] };

type Props = { readonly deciding: Deciding | null; readonly onClose: () => void };

export function Decide({ deciding, onClose }: Props): JSX.Element {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const asked = useApprovalCode();
  const act = deciding?.act ?? 'approve';
  const close = (): void => {
    setReason('');
    asked.clear();
    decide.reset();
    onClose();
  };
  const decide = useDeed({
    run: ({ source }: Deciding) =>
      decideSource({
        id: source.id,
        act,
        reason: reason.trim(),
        ...(act === 'approve' ? { code: asked.code } : {}),
      }),
    renews: ['relay-sources', 'calendar', 'week-ahead'],
    done: t('schedule.relay.decided'),
    after: close,
    refused: asked.refused,
  });
  const confirm = (): void => {
    if (deciding !== null && (act !== 'approve' || asked.ready())) decide.mutate(deciding);
  };
  return (
    <Confirm
      danger={act !== 'approve'}
      opened={deciding !== null}
      title={t(`schedule.relay.title_${act}`, { name: deciding?.source.name ?? '' })}
      verb={t(`schedule.relay.${act}`)}
      busy={decide.isPending}
      error={decide.error}
      onConfirm={confirm}
      onClose={close}
    >
      <p>{t(`schedule.relay.body_${act}`)}</p>
      <p className="wrap-any strong">{deciding?.source.url}</p>
      {act === 'approve' ? (
        asked.field
      ) : (
        <Textarea
          label={t('schedule.relay.why')}
          required={act === 'reject'}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
    </Confirm>
  );
}
