/**
 * Stop — nút dừng cảnh báo.
 *
 * One tap, no question, no code; what came of it is said in passing. In the minute before a message
 * that one person sends alone, the same place objects to it.
 */
import type { Emergency } from '@loaso/shared/wire/http/emergency';
import { Button } from '@mantine/core';
import type { JSX } from 'react';
import { type EmergencyVerb, endEmergency } from '../api/emergency.js';
import type { Translate } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';
import { Icon } from './icon.js';
import { ProblemNotice } from './problem.js';
import { useDeed } from './use-deed.js';
import './stop-button.css';

type Props = { readonly emergency: Emergency; readonly large?: boolean };

type Act = { readonly verb: EmergencyVerb; readonly words: string; readonly done: string };

/** What this button does now, and how that is said. */
function actOf({ may, kind, state }: Emergency, t: Translate): Act | null {
  if (may.veto && state === 'waiting-second') {
    return { verb: 'veto', words: t('emergency.result.drop'), done: t('emergency.result.dropped') };
  }
  if (may.veto) {
    return { verb: 'veto', words: t('emergency.result.veto'), done: t('emergency.result.vetoed') };
  }
  if (!may.stop) return null;
  return kind === 'drill'
    ? {
        verb: 'stop',
        words: t('emergency.result.stopDrill'),
        done: t('emergency.result.stoppedDrill'),
      }
    : { verb: 'stop', words: t('emergency.result.stop'), done: t('emergency.result.stopped') };
}

export function StopButton({ emergency, large = false }: Props): JSX.Element | null {
  const { t } = useWords();
  const act = actOf(emergency, t);
  return act === null ? null : <Stop emergency={emergency} large={large} act={act} />;
}

function Stop({ emergency, large, act }: Required<Props> & { readonly act: Act }): JSX.Element {
  const { t } = useWords();
  const { id, kind, title } = emergency;
  const { verb, words, done } = act;
  const end = useDeed({
    run: () => endEmergency(id, verb),
    renews: ['emergencies', 'emergency', 'overview'],
    done,
  });
  return (
    <div className={`stop stop-${kind}`}>
      <Button
        className="stop-button"
        size={large ? 'lg' : 'md'}
        fullWidth={large}
        // Pressed twice in haste, it is still one order to stop.
        disabled={end.isPending}
        leftSection={<Icon name="stop" filled size={large ? 26 : 20} />}
        {...(large ? {} : { 'aria-label': `${words}: ${title}` })}
        onClick={() => end.mutate(undefined)}
        data-testid="stop"
      >
        {end.isPending ? t('emergency.result.stopping') : words}
      </Button>
      <ProblemNotice error={end.error} />
    </div>
  );
}
