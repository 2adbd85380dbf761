/**
 * Fields of the login — ô nhập của trang đăng nhập.
 *
 * A name and a password as the browser has them: the login must stand before the component library has
 * come over a slow line.
 */
import { type InputHTMLAttributes, type JSX, useId, useState } from 'react';
import { useLanguage } from '../i18n/use-language.js';
import { Icon } from '../parts/icon.js';

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> & {
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly onType: (value: string) => void;
  readonly children?: JSX.Element;
};

export function TextField({ label, error, onType, children, ...input }: Props): JSX.Element {
  const id = useId();
  const fault = error === null ? {} : { 'aria-invalid': true, 'aria-describedby': `${id}-fault` };
  return (
    <div className="door-field">
      <label htmlFor={id}>{label}</label>
      <div className="door-input">
        <input id={id} {...input} {...fault} onChange={(event) => onType(event.target.value)} />
        {children}
      </div>
      {error === null ? null : (
        <p id={`${id}-fault`} className="small danger-text">
          {error}
        </p>
      )}
    </div>
  );
}

export function PasswordField(props: Props): JSX.Element {
  const { t } = useLanguage();
  const [shown, setShown] = useState(false);
  return (
    <TextField {...props} type={shown ? 'text' : 'password'}>
      <button
        type="button"
        className="door-reveal"
        aria-label={t('shell.login.reveal')}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      >
        <Icon name="eye" />
      </button>
    </TextField>
  );
}
