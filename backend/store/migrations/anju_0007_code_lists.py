"""The words of the enumerations with their names, as lists and forms show them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.store.migrate import sql_migration

ID = "0007_code_lists"

SQL = """
insert into code_entry (list, code, name_zh, name_en, place) values
    ('estate_source', 'government', '政府新建', 'built by government', 1),
    ('estate_source', 'employer', '企事业单位自建', 'built by an employer', 2),
    ('estate_source', 'society', '社会力量投资', 'invested by society', 3),
    ('estate_source', 'returned_public', '腾退公有住房', 'returned public housing', 4),
    ('estate_source', 'lent', '租借', 'rented or lent', 5),
    ('estate_source', 'other', '其他', 'other', 6),
    ('unit_state', 'vacant', '空置', 'vacant', 1),
    ('unit_state', 'reserved', '预留', 'reserved', 2),
    ('unit_state', 'let', '已租', 'let', 3),
    ('unit_state', 'repair', '维修', 'under repair', 4),
    ('unit_state', 'frozen', '冻结', 'frozen', 5),
    ('unit_state', 'sold', '已售', 'sold', 6),
    ('document_kind', 'resident_id', '居民身份证', 'resident identity card', 1),
    ('document_kind', 'residence_permit', '港澳台居民居住证',
        'residence permit of Hong Kong, Macao and Taiwan residents', 2),
    ('document_kind', 'permanent_residence', '外国人永久居留身份证',
        'foreigner''s permanent residence card', 3),
    ('document_kind', 'home_return_permit', '港澳居民来往内地通行证',
        'mainland travel permit of Hong Kong and Macao residents', 4),
    ('document_kind', 'taiwan_permit', '台湾居民来往大陆通行证',
        'mainland travel permit of Taiwan residents', 5),
    ('document_kind', 'passport', '护照', 'passport', 6),
    ('document_kind', 'officer', '军官证', 'officer''s card', 7),
    ('document_kind', 'soldier', '士兵证', 'soldier''s card', 8),
    ('document_kind', 'other', '其他证件', 'other document', 9),
    ('household_class', 'dibao', '低保家庭', 'household on dibao', 1),
    ('household_class', 'low_income', '低收入家庭', 'low-income household', 2),
    ('household_class', 'lower_middle_income', '中等偏下收入家庭', 'lower-middle-income household', 3),
    ('household_class', 'new_employee', '新就业人员', 'new employee', 4),
    ('household_class', 'migrant_worker', '外来务工人员', 'migrant worker', 5),
    ('member_role', 'applicant', '申请人', 'applicant', 1),
    ('member_role', 'co_applicant', '共同申请人', 'co-applicant', 2),
    ('relation', 'self', '申请人', 'applicant', 1),
    ('relation', 'spouse', '配偶', 'spouse', 2),
    ('relation', 'child', '子女', 'child', 3),
    ('relation', 'parent', '父母', 'parent', 4),
    ('relation', 'grandparent', '祖父母', 'grandparent', 5),
    ('relation', 'grandchild', '孙子女', 'grandchild', 6),
    ('relation', 'sibling', '兄弟姐妹', 'brother or sister', 7),
    ('relation', 'other', '其他', 'other', 8),
    ('allocation_state', 'allotted', '已配租', 'allotted', 1),
    ('allocation_state', 'signed', '已签约', 'signed', 2),
    ('allocation_state', 'lapsed', '逾期失效', 'lapsed', 3),
    ('allocation_state', 'given_up', '已放弃', 'given up', 4),
    ('tenancy_state', 'reserved', '待入住', 'reserved', 1),
    ('tenancy_state', 'living', '在住', 'living', 2),
    ('tenancy_state', 'leaving', '腾退中', 'leaving', 3),
    ('tenancy_state', 'ended', '已结束', 'ended', 4),
    ('rent_schedule_state', 'drafted', '草稿', 'drafted', 1),
    ('rent_schedule_state', 'approved', '已批准', 'approved', 2),
    ('rent_schedule_state', 'published', '已公布', 'published', 3),
    ('rent_schedule_state', 'superseded', '已被替代', 'superseded', 4),
    ('tenure', 'low_rent', '廉租', 'low-rent', 1),
    ('tenure', 'public_rental', '公租', 'public rental', 2),
    ('tenure', 'commercial_rent', '商品房市场价', 'commercial rent', 3);
"""


async def forwards() -> MigrationManager:
    """What the runner carries out."""
    return sql_migration(ID, SQL)
