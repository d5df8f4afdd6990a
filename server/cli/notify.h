/* SPDX-License-Identifier: EUPL-1.2 */
/* notify.h -- tells systemd how the service is, where systemd asked for it. */
#ifndef CLI_NOTIFY_H
#define CLI_NOTIFY_H

/* "READY=1", "STOPPING=1", "WATCHDOG=1". Does nothing without NOTIFY_SOCKET. */
void notify_send(const char *state);
/* Milliseconds between two signs of life that systemd wants, halved for safety; 0: none. */
int notify_watchdog_ms(void);

#endif
