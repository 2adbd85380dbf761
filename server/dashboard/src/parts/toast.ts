/**
 * Toast — báo ngắn khi xong việc.
 *
 * Says that a deed is done, politely, and goes away. Refusals are not said here: they stay on the
 * page, where they can be read.
 */
import { notifications } from '@mantine/notifications';

export function toast(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 5000, withCloseButton: false });
}
