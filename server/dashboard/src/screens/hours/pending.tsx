/**
 * A rule that waits — đề nghị nới giờ phát đang chờ.
 *
 * Who asked for what and why, and for the second person the two buttons.
 */
import type { SoundRules } from '@loaso/shared/wire/http/sound-rules';
import { Button } from '@mantine/core';
import { type JSX, useState } from 'react';
import { decideRule } from '../../api/sound-rules.js';
import { useWords } from '../../i18n/use-words.js';
import { useApprovalCode } from '../../parts/approval-code.js';
import { Confirm } from '../../parts/confirm.js';
import { Notice } from '../../parts/notice.js';
import { useDeed } from '../../parts/use-deed.js';
import { limitsInWords } from './limits-text.js';

type Act = 'approve' | 'refuse';

export function Pending({ rules }: { readonly rules: SoundRules }): JSX.Element | null {
  const { t, fmt } = useWords();
  const [act, setAct] = useState<Act | null>(null);
  const { pending } = rules;
  if (pending === null) return null;
  const { createdBy: name, createdAt, why, limits } = pending;
  return (
    <Notice tone="warn" title={t('hours.pending.title')} testId="pending" still>
      <p>{t('hours.pending.who', { name, when: fmt.dateTime(createdAt), why })}</p>
      <p className="strong">
        {limits === null ? `${t('hours.history.asAbove')}: ` : null}
        {limitsInWords(limits ?? rules.above, t)}
      </p>
      {rules.mayDecide ? (
        <div className="row">
          <Button onClick={() => setAct('approve')}>{t('hours.pending.approve')}</Button>
          <Button variant="default" onClick={() => setAct('refuse')}>
            {t('hours.pending.refuse')}
          </Button>
        </div>
      ) : (
        <p className="small">{t('hours.pending.wait')}</p>
      )}
      <Decide rules={rules} num={pending.num} act={act} onClose={() => setAct(null)} />
    </Notice>
  );
}

type DecideProps = {
  readonly rules: SoundRules;
  readonly num: number;
  readonly act: Act | null;
  readonly onClose: () => void;
};

function Decide({ rules, num, act, onClose }: DecideProps): JSX.Element {
  const { t } = useWords();
  const asked = useApprovalCode();
  const approve = act !== 'refuse';
  const shown = approve ? 'approve' : 'refuse';
  const decide = useDeed({
    run: () => decideRule(rules.areaId, { num, approve, ...(approve ? { code: asked.code } : {}) }),
    renews: ['sound-rules', 'week-ahead', 'audit'],
    done: t('hours.pending.decided'),
    after: onClose,
    refused: asked.refused,
  });
  return (
    <Confirm
      opened={act !== null}
      danger={!approve}
      title={t(`hours.pending.${shown}Title`)}
      verb={t(`hours.pending.${shown}`)}
      busy={decide.isPending}
      error={decide.error}
      onConfirm={() => {
        if (!approve || asked.ready()) decide.mutate(undefined);
      }}
      onClose={onClose}
    >
      <p>{t(`hours.pending.${shown}Body`, { area: rules.areaName })}</p>
      {approve ? asked.field : null}
    </Confirm>
  );
}
