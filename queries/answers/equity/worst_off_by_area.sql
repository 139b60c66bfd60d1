-- purpose: The worst-off of the most deprived areas, by name: out of reach first, then
--          the farthest.
-- method:  Deciles 1 and 2 of England (Indices of Deprivation 2025), or the lowest
--          decile there is; where no decile is known the neediest fifth by modelled
--          need, or the neediest there is (view most_deprived_areas). In order: out of
--          reach, none anywhere, most minutes, most residents. Default: 20 areas.
-- limits:  Not every person of a deprived area is deprived, and not every deprived
--          person lives in one. Minutes are of the area's one point. Where all are in
--          reach the farthest are still named; cause_code then says in_reach. Areas
--          without residents of the age are left out.
-- grain:   area_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
--          $list_count           rows listed
-- returns: place               1 = worst off
--          area_code           small area
--          area_name           its name
--          borough_name        its borough
--          ranking             deprivation, or need where no decile is known
--          deprivation_decile  1 = most deprived; null: not known
--          need_fifth          1 = neediest
--          residents           persons of the age asked for, all ages where not known
--          need                modelled mental-health calls a year
--          nearest_min         minutes to the nearest; null where there is none anywhere
--          cause_code          in_reach, or the mildest cause why none is
--          cause_label         in words
with

people as (
    select *,
    from equity_by_area(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min
    )
),

placed as (
    select
        people.*,
        most_deprived_areas.ranking,
        row_number() over (
            order by
                people.is_in_reach asc,
                people.nearest_min desc nulls first,
                people.residents desc,
                people.area_code asc
        ) as place,
    from people
    inner join most_deprived_areas using (area_code)
    where people.residents > 0
)

select
    placed.place,
    placed.area_code,
    known_as(areas.area_name, areas.place_name) as area_name,
    boroughs.borough_name,
    placed.ranking,
    placed.deprivation_decile,
    placed.need_fifth,
    placed.residents,
    placed.need,
    placed.nearest_min,
    placed.cause_code,
    categories.label as cause_label,
from placed
inner join areas using (area_code)
inner join boroughs on placed.borough_code = boroughs.borough_code
inner join categories on placed.cause_code = categories.category_code
where placed.place <= $list_count
order by placed.place
