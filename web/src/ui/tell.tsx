import { App } from 'antd';
import { useCallback } from 'react';
import { useTexts } from '../i18n';
import { ErrorDetail, ErrorTitle } from './ErrorWords';
import { problemFrom, tellOf } from './ProblemView';

/** Tells how an act ended. */
export function useTell() {
    const { notification, message } = App.useApp();
    const { t } = useTexts();
    const done = useCallback((text: string) => void message.success(text), [message]);
    const failed = useCallback(
        (error: unknown) => {
            const told = tellOf(problemFrom(error), t);
            notification.error({
                title: <ErrorTitle error={told} />,
                description: <ErrorDetail error={told} />,
                duration: 12,
            });
        },
        [notification, t],
    );
    return { done, failed };
}

export interface Danger {
    title: string;
    /** What will happen. */
    what: string;
    word: string;
    /** Harmless acts are asked for without red. */
    harmless?: boolean;
    act: () => Promise<unknown>;
    done?: string;
}

/** Asks before an act, says what will happen, and tells how it ended. */
export function useDanger(): (danger: Danger) => void {
    const { modal } = App.useApp();
    const { done, failed } = useTell();
    const { t } = useTexts();
    return useCallback(
        (danger) => {
            modal.confirm({
                title: danger.title,
                content: danger.what,
                okText: danger.word,
                cancelText: t('do.cancel'),
                okButtonProps: { danger: !danger.harmless },
                autoFocusButton: danger.harmless ? 'ok' : 'cancel',
                onOk: async () => {
                    try {
                        await danger.act();
                        if (danger.done !== undefined) done(danger.done);
                    } catch (error) {
                        failed(error);
                    }
                },
            });
        },
        [modal, done, failed, t],
    );
}
