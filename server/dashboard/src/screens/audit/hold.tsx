/**
 * Hold — giữ việc ký kế hoạch.
 *
 * After an older database was put back the signer signs no plan until an administrator has compared it
 * with what the speakers hold. Says what that means, asks why it may go on, and does it once.
 */
import { Button, Textarea } from '@mantine/core';
import { type JSX, useState } from 'react';
import { releaseHold } from '../../api/fleet.js';
import { useWords } from '../../i18n/use-words.js';
import { Confirm } from '../../parts/confirm.js';
import { useDeed } from '../../parts/use-deed.js';

/** The server wants a reason that says something. */
const WHY_MIN = 10;
const WHY_MAX = 300;

export function Hold(): JSX.Element {
  const { t } = useWords();
  const [why, setWhy] = useState('');
  const [asking, setAsking] = useState(false);
  const deed = useDeed({
    run: () => releaseHold(why.trim()),
    renews: ['audit', 'devices', 'overview'],
    done: t('office.hold.done'),
    after: () => {
      setAsking(false);
      setWhy('');
    },
  });
  return (
    <details className="card fold" data-testid="hold">
      <summary>{t('office.hold.title')}</summary>
      <div className="stack">
        <p>{t('office.hold.what')}</p>
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
