import { Button, Form, Input } from 'antd';
import { useChangePassword } from '../../api/session';
import { useTexts } from '../../i18n';
import { ProblemView } from '../../ui/ProblemView';

/** Asks for the old password and a new one. */
export function PasswordForm({ done }: { done: () => void }) {
    const { t } = useTexts();
    const change = useChangePassword();
    return (
        <Form
            layout="vertical"
            requiredMark={false}
            onFinish={(wanted: { old: string; wanted: string }) =>
                change.mutate({ old: wanted.old, wanted: wanted.wanted }, { onSuccess: done })
            }
        >
            <Form.Item
                name="old"
                label={t('login.old')}
                rules={[{ required: true, message: t('form.needed') }]}
            >
                <Input.Password autoFocus autoComplete="current-password" size="large" />
            </Form.Item>
            <Form.Item
                name="wanted"
                label={t('login.new')}
                extra={t('login.new.rule')}
                rules={[{ required: true, min: 10, message: t('login.new.rule') }]}
            >
                <Input.Password autoComplete="new-password" size="large" />
            </Form.Item>
            <Form.Item
                name="again"
                label={t('login.again')}
                dependencies={['wanted']}
                rules={[
                    ({ getFieldValue }) => ({
                        validator: (_, value) =>
                            value === getFieldValue('wanted')
                                ? Promise.resolve()
                                : Promise.reject(new Error(t('login.again.differs'))),
                    }),
                ]}
            >
                <Input.Password autoComplete="new-password" size="large" />
            </Form.Item>
            {change.error && (
                <div className="below">
                    <ProblemView error={change.error} />
                </div>
            )}
            <Button type="primary" htmlType="submit" size="large" block loading={change.isPending}>
                {t('login.change.do')}
            </Button>
        </Form>
    );
}
