/**
 * Hold — giữ việc ký kế hoạch.
 *
 * After an older database was put back the signer signs no plan until an administrator has compared it
 * with what the speakers hold. Shows what there is to compare, asks why it may go on, and does it once.
 */
import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { holdQuery, releaseHold } from '../../api/fleet.js';
import { useWords } from '../../i18n/use-words.js';
import { Confirm } from '../../parts/confirm.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { HoldFacts } from './hold-facts.js';

/** The server wants a reason that says something. */
const WHY_MIN = 10;
const WHY_MAX = 300;

export function Hold(): JSX.Element {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(holdQuery);
  const held = data?.held === true;
  const [why, setWhy] = useState('');
  const [asking, setAsking] = useState(false);
  const deed = useDeed({
    run: () => releaseHold(why.trim()),
    renews: ['hold', 'audit', 'devices', 'overview'],
    done: t('office.hold.done'),
    after: () => {
      setAsking(false);
      setWhy('');
    },
  });
  return (
    <details key={String(held)} className="card fold" data-testid="hold" open={held}>
      <summary>{t(held ? 'office.hold.heldTitle' : 'office.hold.title')}</summary>
      <div className="stack">
        <ProblemNotice error={error} onRetry={refetch} />
        {held ? <HoldFacts hold={data} /> : <p>{t('office.hold.notHeld')}</p>}
        <ol>
          <li>{t('office.hold.first')}</li>
          <li>{t('office.hold.second')}</li>
          <li>{t('office.hold.third')}</li>
        </ol>
        <Textarea
          label={t('office.hold.why')}
          description={t('office.hold.whyHint')}
          autosize
          minRows={2}
          maxLength={WHY_MAX}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <div className="row">
          <Button
            variant="default"
            disabled={why.trim().length < WHY_MIN}
            onClick={() => setAsking(true)}
          >
            {t('office.hold.verb')}
          </Button>
        </div>
      </div>
      <Confirm
        danger
        opened={asking}
        title={t('office.hold.ask')}
        verb={t('office.hold.verb')}
        busy={deed.isPending}
        error={deed.error}
        onConfirm={() => deed.mutate(undefined)}
        onClose={() => setAsking(false)}
      >
        <p>{t('office.hold.askBody')}</p>
        <p className="strong">{why.trim()}</p>
      </Confirm>
    </details>
  );
}
