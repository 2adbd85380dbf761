/**
 * The second person — người thứ hai.
 *
 * Hears, reads, and answers with the own code; to agree is also to approve the content. To refuse is
 * as near.
 */
import type { Emergency } from '@loaso/shared/wire/http/emergency';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { confirmEmergency, endEmergency, factorQuery } from '../../api/emergency.js';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { isWholeCode } from '../../parts/code-digits.js';
import { CodeField } from '../../parts/code-field.js';
import { ALARM_AFTER_MS, placesOf } from '../../parts/emergency-says.js';
import { Icon } from '../../parts/icon.js';
import { NoCode } from '../../parts/no-code.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { WordsRead } from './words-read.js';

type Props = { readonly emergency: Emergency };

export function Second({ emergency }: Props): JSX.Element {
  const words = useWords();
  const { t, fmt } = words;
  const now = useNow(5000);
  const factor = useQuery(factorQuery);
  const drill = emergency.kind === 'drill';
  const late = now - emergency.createdAt > ALARM_AFTER_MS;
  return (
    <div className={`result-second ${late ? 'result-late' : ''}`}>
      <Section
        title={t(drill ? 'emergency.second.drillTitle' : 'emergency.second.title')}
        testId="second"
      >
        <p>
          {t('emergency.second.body', {
            name: emergency.createdBy,
            n: fmt.number(emergency.devices),
            area: placesOf(emergency, words),
          })}
        </p>
        <WordsRead emergency={emergency} />
        <ProblemNotice error={factor.error} onRetry={factor.refetch} />
        {factor.data === undefined || factor.data === 'active' ? (
          <Agree emergency={emergency} />
        ) : (
          <NoCode />
        )}
      </Section>
    </div>
  );
}

function Agree({ emergency }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const drill = emergency.kind === 'drill';
  const renews = ['emergencies', 'emergency', 'overview', 'bulletins'];
  const agree = useDeed({
    run: () => confirmEmergency(emergency.id, code),
    renews,
    refused: () => setCode(''),
  });
  const refuse = useDeed({
    run: () => endEmergency(emergency.id, emergency.may.veto ? 'veto' : 'stop'),
    renews,
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isWholeCode(code)) agree.mutate(undefined);
      }}
    >
      <CodeField
        label={t('emergency.confirm.code')}
        value={code}
        onChange={setCode}
        error={tried && !isWholeCode(code) ? t('emergency.confirm.codeShort') : null}
      />
      <ProblemNotice error={agree.error ?? refuse.error} />
      <div className="row">
        <Button
          type="submit"
          size="lg"
          className="result-agree"
          loading={agree.isPending}
          leftSection={<Icon name={drill ? 'drill' : 'siren'} size={22} />}
          data-testid="agree"
        >
          {t(drill ? 'emergency.second.goDrill' : 'emergency.second.go', {
            n: fmt.number(emergency.devices),
          })}
        </Button>
        <Button
          variant="default"
          size="lg"
          loading={refuse.isPending}
          onClick={() => refuse.mutate(undefined)}
        >
          {t('emergency.second.refuse')}
        </Button>
      </div>
    </form>
  );
}
