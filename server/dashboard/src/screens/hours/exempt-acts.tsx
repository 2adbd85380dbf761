/**
 * What may be done with an exemption — xác nhận, trả lại, rút.
 *
 * For the second person the two answers; for who writes, the way to end it early, with a reason.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { SoundExemption } from '@loaso/shared/wire/http/sound-exemptions';
import { Button, Textarea } from '@mantine/core';
import { type JSX, useState } from 'react';
import { decideExemption, withdrawExemption } from '../../api/sound-exemptions.js';
import { useWords } from '../../i18n/use-words.js';
import { useApprovalCode } from '../../parts/approval-code.js';
import { Confirm } from '../../parts/confirm.js';
import { useDeed } from '../../parts/use-deed.js';

const RENEWS = ['sound-exemptions', 'sound-rules', 'week-ahead', 'audit'];
const WHY_MIN = 3;

type Props = { readonly areaId: AreaId; readonly one: SoundExemption };

export function ExemptActs(props: Props): JSX.Element | null {
  const { mayDecide, mayWithdraw } = props.one;
  if (!mayDecide && !mayWithdraw) return null;
  return (
    <div className="row">
      {mayDecide ? <Decide {...props} /> : null}
      {mayWithdraw ? <Withdraw {...props} /> : null}
    </div>
  );
}

type Answer = 'approve' | 'refuse';

function Decide({ areaId, one }: Props): JSX.Element {
  const { t, pick } = useWords();
  const [act, setAct] = useState<Answer | null>(null);
  const asked = useApprovalCode();
  const approve = act !== 'refuse';
  const shown = approve ? 'approve' : 'refuse';
  const what = one.state === 'withdrawing' ? 'out' : 'in';
  const decide = useDeed({
    run: () =>
      decideExemption(areaId, {
        num: one.num,
        approve,
        ...(approve ? { code: asked.code } : {}),
      }),
    renews: RENEWS,
    done: t('hours.pending.decided'),
    after: () => setAct(null),
    refused: asked.refused,
  });
  return (
    <>
      <Button onClick={() => setAct('approve')}>{t(`hours.exempt.decide.${what}.approve`)}</Button>
      <Button variant="default" onClick={() => setAct('refuse')}>
        {t(`hours.exempt.decide.${what}.refuse`)}
      </Button>
      <Confirm
        opened={act !== null}
        danger={!approve}
        title={t(`hours.exempt.decide.${what}.${shown}Title`)}
        verb={t(`hours.exempt.decide.${what}.${shown}`)}
        busy={decide.isPending}
        error={decide.error}
        onConfirm={() => {
          if (!approve || asked.ready()) decide.mutate(undefined);
        }}
        onClose={() => setAct(null)}
      >
        <p className="strong">{pick(one.said)}</p>
        <p>{one.why}</p>
        {approve ? asked.field : null}
      </Confirm>
    </>
  );
}

function Withdraw({ areaId, one }: Props): JSX.Element {
  const { t, pick } = useWords();
  const [opened, setOpened] = useState(false);
  const [why, setWhy] = useState('');
  const withdraw = useDeed({
    run: () => withdrawExemption(areaId, { num: one.num, why: why.trim() }),
    renews: RENEWS,
    done: t('hours.exempt.withdrawDone'),
    after: () => setOpened(false),
  });
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {t('hours.exempt.withdraw')}
      </Button>
      <Confirm
        opened={opened}
        danger
        title={t('hours.exempt.withdrawTitle')}
        verb={t('hours.exempt.withdraw')}
        busy={withdraw.isPending}
        error={withdraw.error}
        blocked={why.trim().length < WHY_MIN}
        onConfirm={() => withdraw.mutate(undefined)}
        onClose={() => setOpened(false)}
      >
        <p className="strong">{pick(one.said)}</p>
        <p>{t('hours.exempt.withdrawBody')}</p>
        <Textarea
          label={t('hours.edit.why')}
          required
          autosize={false}
          maxLength={300}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
      </Confirm>
    </>
  );
}
