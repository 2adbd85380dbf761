/**
 * Login — đăng nhập.
 *
 * Name, password, one button. A refusal says what to do. Drawn by the few parts that stand before the
 * rest of the page has come over a slow line.
 */
import type { User } from '@loaso/shared/wire/http/people';
import { type FormEvent, type JSX, useEffect, useState } from 'react';
import { login } from '../api/session.js';
import { chooseLanguage, LANGUAGE_NAMES } from '../i18n/setup.js';
import { useLanguage } from '../i18n/use-language.js';
import { Notice } from '../parts/notice.js';
import { problemText } from '../parts/problem-text.js';
import { PasswordField, TextField } from './fields.js';
import './door.css';
import './login.css';

type Props = { readonly ended: boolean; readonly onEnter: (user: User) => Promise<void> };

export function Login({ ended, onEnter }: Props): JSX.Element {
  const { t, lang } = useLanguage();
  useEffect(() => {
    document.title = `${t('shell.login.title')} · ${t('shell.app.name')}`;
  }, [t]);
  const other = lang === 'vi' ? 'en' : 'vi';
  return (
    <main className="login">
      <div className="login-card card stack">
        <div className="login-brand">
          <img src="/loa-so.svg" alt="" width={56} height={56} />
          <div>
            <p className="login-name">{t('shell.app.name')}</p>
            <p className="muted small">{t('shell.app.motto')}</p>
          </div>
        </div>
        <h1>{t('shell.login.title')}</h1>
        {ended ? (
          <Notice tone="info" still>
            <p>{t('shell.login.ended')}</p>
          </Notice>
        ) : null}
        <LoginForm onEnter={onEnter} />
        <p className="muted small">{t('shell.login.forgot')}</p>
        <button type="button" className="login-language" onClick={() => void chooseLanguage(other)}>
          {LANGUAGE_NAMES[other]}
        </button>
      </div>
    </main>
  );
}

function LoginForm({ onEnter }: Pick<Props, 'onEnter'>): JSX.Element {
  const { t } = useLanguage();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const nameless = username.trim() === '';

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (nameless || password === '' || sending) return;
    setSending(true);
    setRefusal(null);
    login({ username, password })
      .then(onEnter)
      .catch((cause: unknown) => {
        setSending(false);
        setRefusal(cause);
      });
  };
  return (
    <form className="stack" noValidate onSubmit={submit}>
      {refusal === null ? null : <Refusal cause={refusal} />}
      <TextField
        label={t('shell.login.username')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        value={username}
        error={tried && nameless ? t('shell.login.usernameMissing') : null}
        onType={setUsername}
      />
      <PasswordField
        label={t('shell.login.password')}
        autoComplete="current-password"
        value={password}
        error={tried && password === '' ? t('shell.login.passwordMissing') : null}
        onType={setPassword}
      />
      <button type="submit" className="door-submit" aria-busy={sending}>
        {t('shell.login.submit')}
      </button>
    </form>
  );
}

function Refusal({ cause }: { readonly cause: unknown }): JSX.Element {
  const { t, pick } = useLanguage();
  const { title, next, detail } = problemText(cause, t, pick);
  return (
    <Notice tone="bad" title={title} testId="problem">
      <p>{next}</p>
      {detail === undefined ? null : <p className="small muted">{detail}</p>}
    </Notice>
  );
}
