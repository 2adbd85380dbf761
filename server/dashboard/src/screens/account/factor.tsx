/**
 * Six-digit code — mã 6 số cho cảnh báo khẩn cấp.
 *
 * Set up once on the person's own phone: scan, type what it shows, done. The secret is drawn here,
 * on this page, and goes nowhere else.
 */
import type { FactorSecret } from '@loaso/shared/wire/http/emergency';
import type { FactorState } from '@loaso/shared/wire/signer';
import { InvitationWord, invitationTyped } from '@loaso/shared/wire/warners';
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type JSX, lazy, Suspense, useState } from 'react';
import { confirmFactor, factorQuery, makeFactor } from '../../api/emergency.js';
import { useWords } from '../../i18n/use-words.js';
import { inFours, isWholeCode } from '../../parts/code-digits.js';
import { CodeField } from '../../parts/code-field.js';
import type { IconName } from '../../parts/icon.js';
import { Section, Waiting } from '../../parts/page.js';
import { Pill, type Tone } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';

const Qr = lazy(async () => ({ default: (await import('../../parts/qr.js')).Qr }));

const LOOK: Readonly<Record<FactorState, readonly [Tone, IconName]>> = {
  none: ['warn', 'warning'],
  pending: ['warn', 'clock'],
  active: ['good', 'check'],
};

export function Factor(): JSX.Element {
  const { t } = useWords();
  const factor = useQuery(factorQuery);
  const [secret, setSecret] = useState<FactorSecret | null>(null);
  const state = factor.data;
  return (
    <div id="ma-6-so">
      <Section
        title={t('emergency.factor.title')}
        testId="factor"
        aside={
          state === undefined ? null : (
            <Pill tone={LOOK[state][0]} icon={LOOK[state][1]}>
              {t(`emergency.factor.state.${state}`)}
            </Pill>
          )
        }
      >
        <p className="muted">{t('emergency.factor.why')}</p>
        <ProblemNotice error={factor.error} onRetry={factor.refetch} />
        {state === undefined ? null : secret !== null ? (
          <Confirm secret={secret} onDone={() => setSecret(null)} />
        ) : state === 'active' ? (
          <Replace onSecret={setSecret} />
        ) : (
          <BeginInvited state={state} onSecret={setSecret} />
        )}
      </Section>
    </div>
  );
}

type BeginProps = {
  readonly state: FactorState;
  readonly onSecret: (secret: FactorSecret) => void;
};

/** With the word that the administrator of the server handed over. */
function BeginInvited({ state, onSecret }: BeginProps): JSX.Element {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const word = invitationTyped(typed);
  const whole = InvitationWord.safeParse(word).success;
  const make = useDeed({
    run: () => makeFactor({ invitation: word }),
    renews: ['factor', 'emergencies'],
    after: onSecret,
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (whole) make.mutate(undefined);
      }}
    >
      <TextInput
        className="invitation-field"
        label={t('emergency.factor.invitation')}
        description={t('emergency.factor.invitationHint')}
        size="md"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        value={typed}
        error={tried && !whole ? t('emergency.factor.invitationShort') : null}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ProblemNotice error={make.error} />
      <div>
        <Button type="submit" loading={make.isPending}>
          {t(state === 'none' ? 'emergency.factor.setUp' : 'emergency.factor.again')}
        </Button>
      </div>
    </form>
  );
}

/** With a code of the phone that is in use. */
function Replace({ onSecret }: Pick<BeginProps, 'onSecret'>): JSX.Element {
  const { t } = useWords();
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const make = useDeed({
    run: () => makeFactor({ code }),
    renews: ['factor', 'emergencies'],
    after: onSecret,
    refused: () => setCode(''),
  });
  return (
    <>
      <Link to="/khan-cap" search={{}}>
        {t('emergency.factor.go')}
      </Link>
      <details className="fold">
        <summary>{t('emergency.factor.replace')}</summary>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (isWholeCode(code)) make.mutate(undefined);
          }}
        >
          <p className="small">{t('emergency.factor.replaceHint')}</p>
          <CodeField
            label={t('emergency.factor.oldCode')}
            value={code}
            onChange={setCode}
            error={tried && !isWholeCode(code) ? t('emergency.confirm.codeShort') : null}
          />
          <ProblemNotice error={make.error} />
          <div className="row">
            <Button type="submit" variant="default" loading={make.isPending}>
              {t('emergency.factor.replace')}
            </Button>
            <span className="small muted">{t('emergency.factor.lost')}</span>
          </div>
        </form>
      </details>
    </>
  );
}

type ConfirmProps = { readonly secret: FactorSecret; readonly onDone: () => void };

function Confirm({ secret, onDone }: ConfirmProps): JSX.Element {
  const { t } = useWords();
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const confirm = useDeed({
    run: () => confirmFactor(code),
    renews: ['factor', 'emergencies'],
    done: t('emergency.factor.done'),
    after: onDone,
    refused: () => setCode(''),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isWholeCode(code)) confirm.mutate(undefined);
      }}
    >
      <ol className="factor-steps">
        <li>{t('emergency.factor.step1')}</li>
        <li>
          <div className="stack-sm">
            <span>{t('emergency.factor.step2')}</span>
            <Suspense fallback={<Waiting />}>
              <Qr text={secret.uri} label={t('emergency.factor.picture')} />
            </Suspense>
            <span className="small">{t('emergency.factor.text')}</span>
            <code className="factor-secret" data-testid="secret">
              {inFours(secret.secret)}
            </code>
            <span className="small muted">{t('emergency.factor.onlyNow')}</span>
          </div>
        </li>
        <li>{t('emergency.factor.step3')}</li>
      </ol>
      <CodeField
        label={t('emergency.factor.code')}
        value={code}
        onChange={setCode}
        error={tried && !isWholeCode(code) ? t('emergency.confirm.codeShort') : null}
      />
      <ProblemNotice error={confirm.error} />
      <div>
        <Button type="submit" loading={confirm.isPending}>
          {t('emergency.factor.confirm')}
        </Button>
      </div>
    </form>
  );
}
