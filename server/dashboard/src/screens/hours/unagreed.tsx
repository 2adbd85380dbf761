/**
 * Boxes that nobody agreed for — cụm chưa được nới giờ.
 *
 * What holds here lets more sound than these boxes have, and the signer knows of no second person:
 * how many, who asked, and for another one the way to agree.
 */
import type { SoundRules } from '@loaso/shared/wire/http/sound-rules';
import { Button } from '@mantine/core';
import { type JSX, useState } from 'react';
import { agreeToRules } from '../../api/sound-rules.js';
import { useWords } from '../../i18n/use-words.js';
import { useApprovalCode } from '../../parts/approval-code.js';
import { Confirm } from '../../parts/confirm.js';
import { Notice } from '../../parts/notice.js';
import { useDeed } from '../../parts/use-deed.js';
import { limitsInWords } from './limits-text.js';

type Props = { readonly rules: SoundRules };

export function Unagreed({ rules }: Props): JSX.Element | null {
  const { t, fmt } = useWords();
  const [opened, setOpened] = useState(false);
  const { unagreed } = rules;
  if (unagreed === null) return null;
  const { askedBy, mayAgree } = unagreed;
  const boxes = fmt.number(unagreed.boxes);
  return (
    <Notice tone="warn" title={t('hours.unagreed.title', { boxes })} testId="unagreed" still>
      <p>{t('hours.unagreed.why')}</p>
      <p>
        {askedBy === null ? t('hours.unagreed.byFile') : t('hours.unagreed.by', { name: askedBy })}
      </p>
      {mayAgree ? (
        <Button onClick={() => setOpened(true)}>{t('hours.unagreed.agree')}</Button>
      ) : (
        <p className="small">{t('hours.unagreed.wait')}</p>
      )}
      <Agree rules={rules} opened={opened} onClose={() => setOpened(false)} />
    </Notice>
  );
}

type AgreeProps = Props & { readonly opened: boolean; readonly onClose: () => void };

function Agree({ rules, opened, onClose }: AgreeProps): JSX.Element {
  const { t } = useWords();
  const asked = useApprovalCode();
  const agree = useDeed({
    run: () => agreeToRules(rules.areaId, { code: asked.code }),
    renews: ['sound-rules', 'audit'],
    done: t('hours.pending.decided'),
    after: onClose,
    refused: asked.refused,
  });
  return (
    <Confirm
      opened={opened}
      title={t('hours.pending.approveTitle')}
      verb={t('hours.unagreed.agree')}
      busy={agree.isPending}
      error={agree.error}
      onConfirm={() => {
        if (asked.ready()) agree.mutate(undefined);
      }}
      onClose={onClose}
    >
      <p>{t('hours.unagreed.body', { area: rules.areaName })}</p>
      <p className="strong">{limitsInWords(rules.now, t)}</p>
      {asked.field}
    </Confirm>
  );
}
