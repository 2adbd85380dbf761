/**
 * Login — đăng nhập.
 *
 * Name, password, one button. A refusal says what to do; afterwards the person is back where they
 * wanted to go.
 */
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type JSX, useEffect, useState } from 'react';
import { login, meQuery } from '../../api/people.js';
import { chooseLanguage, LANGUAGE_NAMES } from '../../i18n/setup.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { ProblemNotice } from '../../parts/problem.js';
import './login.css';

export function Login(): JSX.Element {
  const { t, lang } = useWords();
  const { toi, het } = useSearch({ from: '/dang-nhap' });
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
        {het !== true ? null : (
          <Notice tone="info" still>
            <p>{t('shell.login.ended')}</p>
          </Notice>
        )}
        <LoginForm to={toi ?? '/hom-nay'} />
        <p className="muted small">{t('shell.login.forgot')}</p>
        <button type="button" className="login-language" onClick={() => void chooseLanguage(other)}>
          {LANGUAGE_NAMES[other]}
        </button>
      </div>
    </main>
  );
}

function LoginForm({ to }: { readonly to: string }): JSX.Element {
  const { t } = useWords();
  const client = useQueryClient();
  const router = useRouter();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const nameless = username.trim() === '';
  const enter = useMutation({
    mutationFn: login,
    onSuccess: (user) => {
      client.clear();
      client.setQueryData(meQuery.queryKey, user);
      router.history.push(to);
    },
  });
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!nameless && password !== '') enter.mutate({ username, password });
      }}
    >
      <ProblemNotice error={enter.error} />
      <TextInput
        size="md"
        label={t('shell.login.username')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        data-autofocus
        value={username}
        error={tried && nameless ? t('shell.login.usernameMissing') : null}
        onChange={(event) => setUsername(event.currentTarget.value)}
      />
      <PasswordInput
        size="md"
        label={t('shell.login.password')}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('shell.login.reveal'), tabIndex: 0 }}
        value={password}
        error={tried && password === '' ? t('shell.login.passwordMissing') : null}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" size="md" loading={enter.isPending}>
        {t('shell.login.submit')}
      </Button>
    </form>
  );
}
