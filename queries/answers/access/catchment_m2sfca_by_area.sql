-- purpose: Modified two-step floating catchment (M2SFCA): supply per 100,000, less if
--          far.
-- method:  A_i = sum S_j W(d_ij)^2 / sum W(d_kj) P_k (Delamater 2013, doi
--          10.1016/j.healthplace.2013.07.012). The second weight lets supply that is
--          far from everybody go undelivered: see catchment_by_service. Default slow.
-- limits:  Everybody in a catchment is taken to compete, and nobody to cross it by
--          choice; cars on duty have no place and supply nothing. Where unknown_count
--          is above 0 the figure is the least it can be. Delamater took a continuous
--          decay; gaussian is the nearest to it here.
-- grain:   area_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           edge of equal and gaussian, minutes; thresholds.REACH
--          $weights              slow, fast, equal or gaussian
--          $supply               sites: each counts one; rooms: its rooms, if known
-- returns: area_code          small area
--          area_name          its name
--          borough_code       its borough
--          residents          persons of the age asked for, else of all ages
--          supply_per_100000  usable sites or rooms per 100,000 who compete
--          service_count      services in the catchment that are counted
--          unknown_count      services in it of unknown rooms, counted as none
with

catchments as (
    select *,
    from catchment_by_area(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min,
        $weights,
        $supply
    )
)

select
    areas.area_code,
    known_as(areas.area_name, areas.place_name) as area_name,
    areas.borough_code,
    area_need.residents,
    100000 * catchments.modified_per_resident as supply_per_100000,
    catchments.service_count,
    catchments.unknown_count,
from catchments
inner join areas using (area_code)
inner join area_need_of($age) as area_need using (area_code)
order by areas.area_code
