/**
 * Toasts — chỗ hiện các lời báo ngắn.
 *
 * Where {@link toast} shows its words; fetched after the first picture.
 */
import { Notifications } from '@mantine/notifications';
import type { JSX } from 'react';
import '@mantine/core/styles/Notification.css';
import '@mantine/notifications/styles.css';

export function Toasts(): JSX.Element {
  return <Notifications position="top-center" />;
}
