/**
 * Toast — báo ngắn khi xong việc.
 *
 * Says that a deed is done, politely, and goes away. Refusals are not said here: they stay on the
 * page, where they can be read.
 */
export async function toast(message: string): Promise<void> {
  const { notifications } = await import('@mantine/notifications');
  notifications.show({ message, color: 'teal', autoClose: 5000, withCloseButton: false });
}
