import {
    AlertOutlined,
    ApartmentOutlined,
    AuditOutlined,
    BranchesOutlined,
    ClusterOutlined,
    ControlOutlined,
    DashboardOutlined,
    DatabaseOutlined,
    FileTextOutlined,
    HddOutlined,
    KeyOutlined,
    QuestionCircleOutlined,
    SwapOutlined,
    TableOutlined,
    TeamOutlined,
} from '@ant-design/icons';
import { Menu } from 'antd';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useMay } from '../api/session';
import { useTexts } from '../i18n';
import type { MessageKey } from '../i18n';

interface Place {
    to: string;
    title: MessageKey;
    icon: ReactNode;
    admin?: boolean;
}

const GROUPS: { title: MessageKey; places: Place[] }[] = [
    {
        title: 'nav.sync',
        places: [
            { to: '/', title: 'nav.overview', icon: <DashboardOutlined /> },
            { to: '/channels', title: 'nav.channels', icon: <BranchesOutlined /> },
        ],
    },
    {
        title: 'nav.configuration',
        places: [
            { to: '/data-sources', title: 'nav.endpoints', icon: <DatabaseOutlined /> },
            { to: '/tables', title: 'nav.tables', icon: <TableOutlined /> },
            { to: '/canals', title: 'nav.canals', icon: <ApartmentOutlined /> },
            { to: '/failover-groups', title: 'nav.failover', icon: <SwapOutlined /> },
        ],
    },
    {
        title: 'nav.machines',
        places: [
            { to: '/nodes', title: 'nav.nodes', icon: <HddOutlined /> },
            { to: '/zookeeper', title: 'nav.zookeeper', icon: <ClusterOutlined /> },
        ],
    },
    {
        title: 'nav.monitoring',
        places: [
            { to: '/alarm-rules', title: 'nav.alarms', icon: <AlertOutlined /> },
            { to: '/log-records', title: 'nav.log', icon: <FileTextOutlined /> },
        ],
    },
    {
        title: 'nav.system',
        places: [
            { to: '/users', title: 'nav.users', icon: <TeamOutlined />, admin: true },
            { to: '/system', title: 'nav.parameters', icon: <ControlOutlined /> },
            { to: '/audit', title: 'nav.audit', icon: <AuditOutlined />, admin: true },
            { to: '/tokens', title: 'nav.tokens', icon: <KeyOutlined />, admin: true },
            { to: '/help', title: 'nav.help', icon: <QuestionCircleOutlined /> },
        ],
    },
];

export function Navigation() {
    const { t } = useTexts();
    const may = useMay();
    const { pathname } = useLocation();
    const places = GROUPS.flatMap((group) => group.places);
    const here = places
        .filter((place) => (place.to === '/' ? pathname === '/' : pathname.startsWith(place.to)))
        .map((place) => place.to);
    return (
        <nav aria-label={t('shell.navigation')}>
            <Menu
                mode="inline"
                selectedKeys={here}
                items={GROUPS.map((group) => ({
                    key: group.title,
                    type: 'group',
                    label: t(group.title),
                    children: group.places
                        .filter((place) => !place.admin || may.administer)
                        .map((place) => ({
                            key: place.to,
                            icon: place.icon,
                            label: <Link to={place.to}>{t(place.title)}</Link>,
                        })),
                }))}
            />
        </nav>
    );
}
