import { LoginOutlined, LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown, Flex, Layout, Spin, Tag, Tooltip } from 'antd';
import { Suspense, useEffect, useState } from 'react';
import { Link, Outlet, useLocation, useNavigate } from 'react-router';
import { onRefusal } from '../api/client';
import { useLogOut, useMay, useSession } from '../api/session';
import { useTexts } from '../i18n';
import { openStream, useStreamState } from '../live/stream';
import { recall, remember } from '../ui/memory';
import { Face } from '../ui/Face';
import { Navigation } from './Navigation';
import { LanguageSwitch, ThemeSwitch } from './Switches';

/** Navigation to the left, the page to the right. */
export function Shell() {
    const { t } = useTexts();
    const session = useSession();
    const [narrow, setNarrow] = useState(() => recall('navigation') === 'narrow');
    useRefusals();
    useStream();
    return (
        <Layout className="shell">
            <a className="skip" href="#main">
                {t('shell.skip')}
            </a>
            <Layout.Sider
                width={228}
                collapsible
                breakpoint="lg"
                collapsed={narrow}
                onCollapse={(next, why) => {
                    setNarrow(next);
                    if (why === 'clickTrigger') remember('navigation', next ? 'narrow' : 'wide');
                }}
                theme="light"
                className="sider"
            >
                <Link to="/" className="brand" aria-label="Otter">
                    <img src="/otter.svg" alt="" width={28} height={28} />
                    {!narrow && <span>Otter</span>}
                </Link>
                <Navigation />
            </Layout.Sider>
            <Layout>
                <Layout.Header className="top">
                    <StreamSign />
                    <Flex gap={4} align="center">
                        <LanguageSwitch />
                        <ThemeSwitch />
                        <Person />
                    </Flex>
                </Layout.Header>
                <Layout.Content id="main" role="main" tabIndex={-1} className="content">
                    <Face query={session}>
                        {() => (
                            <Suspense fallback={<Spin />}>
                                <Outlet />
                            </Suspense>
                        )}
                    </Face>
                </Layout.Content>
            </Layout>
        </Layout>
    );
}

/** Sends people to the login when the manager wants one. */
function useRefusals() {
    const client = useQueryClient();
    const navigate = useNavigate();
    const location = useLocation();
    const here = location.pathname + location.search;
    const must = useSession().data?.['must-change-password'] === true;
    useEffect(
        () =>
            onRefusal(() => {
                void client.invalidateQueries({ queryKey: ['session'] });
                void navigate(`/login.htm?next=${encodeURIComponent(here)}`, { replace: true });
            }),
        [client, navigate, here],
    );
    useEffect(() => {
        if (must) void navigate('/login.htm', { replace: true });
    }, [must, navigate]);
}

function useStream() {
    const client = useQueryClient();
    const name = useSession().data?.name;
    useEffect(() => (name === undefined ? undefined : openStream(client)), [client, name]);
}

function StreamSign() {
    const { t } = useTexts();
    const state = useStreamState();
    const word = state === 'closed' ? 'opening' : state;
    return (
        <Tooltip title={t(`stream.${word}.why`)}>
            <Tag
                tabIndex={0}
                variant="filled"
                color={word === 'open' ? 'success' : word === 'opening' ? 'default' : 'warning'}
                role="status"
            >
                {t(`stream.${word}`)}
            </Tag>
        </Tooltip>
    );
}

function Person() {
    const { t } = useTexts();
    const session = useSession().data;
    const { role } = useMay();
    const logOut = useLogOut();
    const navigate = useNavigate();
    const location = useLocation();
    if (session === undefined || role === 'anonymous') {
        return (
            <Link to={`/login.htm?next=${encodeURIComponent(location.pathname)}`}>
                <Button type="primary" tabIndex={-1} icon={<LoginOutlined />}>
                    {t('login.do')}
                </Button>
            </Link>
        );
    }
    return (
        <Dropdown
            trigger={['click']}
            menu={{
                items: [
                    { key: 'role', label: t(`role.${role}`), disabled: true },
                    { key: 'password', label: t('shell.password') },
                    { key: 'out', icon: <LogoutOutlined />, label: t('shell.logout') },
                ],
                onClick: ({ key }) => {
                    if (key === 'password') void navigate('/password');
                    if (key === 'out') {
                        logOut.mutate(undefined, { onSettled: () => void navigate('/login.htm') });
                    }
                },
            }}
        >
            <Button type="text" icon={<UserOutlined />}>
                {session.name}
            </Button>
        </Dropdown>
    );
}
