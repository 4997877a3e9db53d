import { Button, Card, Flex, Form, Input, Typography } from 'antd';
import { useEffect } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { useLogIn, useSession } from '../../api/session';
import { LanguageSwitch, ThemeSwitch } from '../../app/Switches';
import { useTexts } from '../../i18n';
import { ProblemView } from '../../ui/ProblemView';
import { PasswordForm } from './PasswordForm';

/** Login, and the change of a password that was given. */
export function LoginPage() {
    const { t } = useTexts();
    const session = useSession().data;
    const [search] = useSearchParams();
    useEffect(() => {
        document.title = `${t('login.title')} · Otter`;
    }, [t]);
    const next = inside(search.get('next'));
    if (session && session.role !== 'anonymous' && !session['must-change-password']) {
        return <Navigate to={next} replace />;
    }
    return (
        <main className="login">
            <Card className="login-card">
                <Flex vertical gap={24}>
                    <Flex gap={12} align="center">
                        <img src="/otter.svg" alt="" width={40} height={40} />
                        <div>
                            <Typography.Title level={1} className="page-title">
                                Otter
                            </Typography.Title>
                            <Typography.Text type="secondary">{t('login.tagline')}</Typography.Text>
                        </div>
                    </Flex>
                    {session?.['must-change-password'] ? <FirstChange /> : <LogIn />}
                    {session?.role === 'anonymous' && <Link to="/">{t('login.look')}</Link>}
                    <Flex gap={8} justify="space-between">
                        <LanguageSwitch />
                        <ThemeSwitch />
                    </Flex>
                </Flex>
            </Card>
        </main>
    );
}

function LogIn() {
    const { t } = useTexts();
    const logIn = useLogIn();
    return (
        <Form
            layout="vertical"
            requiredMark={false}
            onFinish={(login: { name: string; password: string }) => logIn.mutate(login)}
        >
            <Form.Item
                name="name"
                label={t('login.name')}
                rules={[{ required: true, message: t('form.needed') }]}
            >
                <Input autoFocus autoComplete="username" size="large" />
            </Form.Item>
            <Form.Item
                name="password"
                label={t('login.password')}
                rules={[{ required: true, message: t('form.needed') }]}
            >
                <Input.Password autoComplete="current-password" size="large" />
            </Form.Item>
            {logIn.error && (
                <div className="below">
                    <ProblemView error={logIn.error} />
                </div>
            )}
            <Button type="primary" htmlType="submit" size="large" block loading={logIn.isPending}>
                {t('login.do')}
            </Button>
        </Form>
    );
}

function FirstChange() {
    const { t } = useTexts();
    return (
        <div>
            <Typography.Paragraph>{t('login.change.why')}</Typography.Paragraph>
            <PasswordForm done={() => undefined} />
        </div>
    );
}

/** Only a path of our own is followed after the login. */
function inside(path: string | null): string {
    return path !== null && /^\/(?![/\\])/.test(path) && !path.startsWith('/login') ? path : '/';
}
