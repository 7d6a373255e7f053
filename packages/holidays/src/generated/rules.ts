/**
 * Made from the data of date-holidays 3.37.0 by `npm run holidays`, not by hand. Its form is in rule.ts; a part of a
 * country has the country's rules after its own, but for those it has as `not`. License: CC BY-SA 3.0, see
 * THIRD-PARTY-NOTICES.md.
 */
export const rules: Readonly<Record<string, ReadonlyArray<string>>> = {
  "AT": [
    "01-01 new-years-day",
    "01-06 epiphany",
    "05-01 staatsfeiertag",
    "08-15 assumption",
    "10-26 national-holiday",
    "11-01 all-saints-day",
    "12-08 immaculate-conception",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "easter+1 easter-monday",
    "easter+39 ascension-day",
    "easter+50 whit-monday",
    "easter+60 corpus-christi"
  ],
  "AT-1": [],
  "AT-2": [],
  "AT-3": [],
  "AT-4": [],
  "AT-5": [],
  "AT-6": [],
  "AT-7": [],
  "AT-8": [],
  "AT-9": [],
  "BE": [
    "01-01 new-years-day",
    "05-01 labour-day",
    "07-21 national-holiday",
    "08-15 assumption",
    "11-01 all-saints-day",
    "11-11 armistice-day",
    "12-25 christmas-day",
    "easter+1 easter-monday",
    "easter+39 ascension-day",
    "easter+50 whit-monday"
  ],
  "BE-BRU": [],
  "BE-DE": [],
  "BE-VLG": [],
  "BE-WAL": [],
  "BG": [
    "01-01 new-years-day",
    "03-03 liberation-day",
    "05-01 labour-day",
    "05-06 st-georges-day",
    "05-24 bulgarian-education-and-culture-and-slavonic-literature-day",
    "09-06 unification-day",
    "09-22 independence-day",
    "12-24 christmas-eve",
    "12-25 christmas-day",
    "orthodox-2 good-friday",
    "orthodox+0 easter-sunday",
    "orthodox+1 easter-monday"
  ],
  "CY": [
    "01-01 new-years-day",
    "01-06 epiphany",
    "03-25 annunciation-anniversary-of-1821-revolution",
    "04-01 cyprus-national-day",
    "05-01 labour-day",
    "08-15 assumption",
    "10-01 cyprus-independence-day",
    "10-28 national-holiday",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "orthodox-47 clean-monday",
    "orthodox-2 good-friday",
    "orthodox+0 easter-sunday",
    "orthodox+1 easter-monday",
    "orthodox+49 whit-sunday"
  ],
  "CZ": [
    "01-01 new-years-day",
    "05-01 labour-day",
    "05-08 liberation-day",
    "07-05 saints-cyril-and-methodius-day",
    "07-06 jan-hus-day",
    "09-28 st-wenceslas-day-czech-statehood-day",
    "10-28 independent-czechoslovak-state-day",
    "11-17 struggle-for-freedom-and-democracy-day",
    "12-24 christmas-eve",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "easter-2 good-friday",
    "easter+1 easter-monday"
  ],
  "DE": [
    "01-01 new-years-day",
    "05-01 labour-day",
    "10-03 national-holiday",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "2017-10-31 reformation-day",
    "easter-2 good-friday",
    "easter+1 easter-monday",
    "easter+39 ascension-day",
    "easter+50 whit-monday"
  ],
  "DE-BB": [
    "10-31 reformation-day",
    "easter+0 easter-sunday",
    "easter+49 whit-sunday",
    "not 2017-10-31 reformation-day"
  ],
  "DE-BE": [
    "03-08 2019.. international-womens-day",
    "2020-05-08 liberation-day-75th-anniversary",
    "2025-05-08 liberation-day-80th-anniversary",
    "2028-06-17 75th-anniversary-of-the-gdr-uprising"
  ],
  "DE-BW": [
    "01-06 epiphany",
    "11-01 all-saints-day",
    "easter+60 corpus-christi"
  ],
  "DE-BY": [
    "01-06 epiphany",
    "11-01 all-saints-day",
    "easter+60 corpus-christi"
  ],
  "DE-HB": [
    "10-31 2018.. reformation-day"
  ],
  "DE-HE": [
    "easter+60 corpus-christi"
  ],
  "DE-HH": [
    "10-31 2018.. reformation-day"
  ],
  "DE-MV": [
    "10-31 reformation-day",
    "03-08 2023.. international-womens-day",
    "not 2017-10-31 reformation-day"
  ],
  "DE-NI": [
    "10-31 2018.. reformation-day"
  ],
  "DE-NW": [
    "11-01 all-saints-day",
    "easter+60 corpus-christi"
  ],
  "DE-RP": [
    "11-01 all-saints-day",
    "easter+60 corpus-christi"
  ],
  "DE-SH": [
    "10-31 2018.. reformation-day"
  ],
  "DE-SL": [
    "08-15 assumption",
    "11-01 all-saints-day",
    "easter+60 corpus-christi"
  ],
  "DE-SN": [
    "10-31 reformation-day",
    "wed>11-16 day-of-prayer-and-repentance",
    "not 2017-10-31 reformation-day"
  ],
  "DE-ST": [
    "01-06 epiphany",
    "10-31 reformation-day",
    "not 2017-10-31 reformation-day"
  ],
  "DE-TH": [
    "10-31 reformation-day",
    "09-20 2019.. international-childrens-day",
    "not 2017-10-31 reformation-day"
  ],
  "DK": [
    "01-01 new-years-day",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "easter-3 maundy-thursday",
    "easter-2 good-friday",
    "easter+0 easter-sunday",
    "easter+1 easter-monday",
    "easter+26 ..2023 great-prayer-day",
    "easter+39 ascension-day",
    "easter+49 whit-sunday",
    "easter+50 whit-monday"
  ],
  "EE": [
    "01-01 new-years-day",
    "02-24 independence-day",
    "05-01 labour-day",
    "06-23 victory-day",
    "06-24 midsummer-day",
    "08-20 day-of-restoration-of-independence",
    "12-24 christmas-eve",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "easter-2 good-friday",
    "easter+0 easter-sunday",
    "easter+49 whit-sunday"
  ],
  "ES": [
    "01-01 new-years-day",
    "01-06 epiphany",
    "05-01 labour-day",
    "08-15 assumption",
    "10-12 fiesta-nacional-de-espana",
    "11-01 all-saints-day",
    "12-06 dia-de-la-constitucion-espanola",
    "12-08 immaculate-conception",
    "12-25 christmas-day",
    "easter-2 good-friday",
    "12-26=mon christmas-day-substitute-day"
  ],
  "ES-AN": [
    "02-28 dia-de-andalucia",
    "easter-3 maundy-thursday",
    "08-16=mon assumption-substitute-day",
    "05-02=mon labour-day-substitute-day",
    "11-02=mon all-saints-day-substitute-day",
    "12-07=mon dia-de-la-constitucion-espanola-substitute-day",
    "02-28=sun+1 dia-de-andalucia-substitute-day"
  ],
  "ES-AR": [
    "04-23 dia-de-aragon",
    "easter-3 maundy-thursday",
    "08-16=mon assumption-substitute-day",
    "05-02=mon labour-day-substitute-day",
    "04-24=mon dia-de-aragon-substitute-day",
    "11-02=mon all-saints-day-substitute-day",
    "12-07=mon dia-de-la-constitucion-espanola-substitute-day"
  ],
  "ES-AS": [
    "09-08 dia-de-asturias",
    "easter-3 maundy-thursday",
    "09-09=mon dia-de-asturias",
    "08-16=mon assumption-substitute-day",
    "05-02=mon labour-day-substitute-day",
    "11-02=mon all-saints-day-substitute-day",
    "12-07=mon dia-de-la-constitucion-espanola-substitute-day"
  ],
  "ES-CB": [
    "06-28 dia-de-las-instituciones-de-cantabria",
    "09-15 la-bien-aparecida",
    "easter-3 maundy-thursday",
    "09-16=mon la-bien-aparecida",
    "12-07=mon dia-de-la-constitucion-espanola-substitute-day"
  ],
  "ES-CE": [
    "08-05 nuestra-senora-de-africa",
    "09-02 dia-de-ceuta",
    "1970-02-15,1971-02-05,1972-01-25,1973-01-13,1974-01-02,1974-12-23,1975-12-12,1976-11-30,1977-11-20,1978-11-09,1979-10-30,1980-10-18,1981-10-07,1982-09-26,1983-09-16,1984-09-04,1985-08-25,1986-08-14,1987-08-03,1988-07-22,1989-07-12,1990-07-01,1991-06-21,1992-06-10,1993-05-30,1994-05-19,1995-05-08,1996-04-26,1997-04-16,1998-04-06,1999-03-26,2000-03-15,2001-03-04,2002-02-21,2003-02-10,2004-01-31,2005-01-20,2006-01-09,2006-12-30,2007-12-19,2008-12-07,2009-11-26,2010-11-15,2011-11-05,2012-10-25,2013-10-14,2014-10-03,2015-09-22,2016-09-10,2017-08-31,2018-08-20,2019-08-10,2020-07-30,2021-07-19,2022-07-08,2023-06-27,2024-06-15,2025-06-05,2026-05-26,2027-05-15,2028-05-04,2029-04-23,2030-04-12,2031-04-01,2032-03-21,2033-03-10,2034-02-28,2035-02-17,2036-02-06,2037-01-25,2038-01-15,2039-01-04,2039-12-25,2040-12-13,2041-12-03,2042-11-22,2043-11-11,2044-10-30,2045-10-20,2046-10-09,2047-09-29,2048-09-18,2049-09-07,2050-08-27,2051-08-16,2052-08-04,2053-07-25,2054-07-14,2055-07-04,2056-06-22,2057-06-11,2058-05-31,2059-05-21,2060-05-09,2061-04-29,2062-04-19,2063-04-08,2064-03-27,2065-03-16,2066-03-05,2067-02-23,2068-02-12,2069-02-01,2070-01-21,2071-01-10,2071-12-30,2072-12-19,2073-12-08,2074-11-28,2075-11-17,2076-11-06 arafat-day",
    "easter-3 maundy-thursday",
    "08-06=mon nuestra-senora-de-africa",
    "09-03=mon dia-de-ceuta"
  ],
  "ES-CL": [
    "04-23 fiesta-de-castilla-y-leon",
    "easter-3 maundy-thursday",
    "08-16=mon assumption-substitute-day",
    "05-02=mon labour-day-substitute-day",
    "04-24=mon fiesta-de-castilla-y-leon",
    "11-02=mon all-saints-day-substitute-day",
    "12-07=mon dia-de-la-constitucion-espanola-substitute-day"
  ],
  "ES-CM": [
    "easter+60 corpus-christi",
    "05-31 2020.. dia-de-castilla-la-mancha",
    "easter-3 maundy-thursday",
    "11-02=mon all-saints-day-substitute-day"
  ],
  "ES-CN": [
    "05-30 canary-islands-day",
    "easter-3 maundy-thursday",
    "05-31=mon canary-islands-day-substitute-day",
    "08-16=mon assumption-substitute-day",
    "11-02=mon all-saints-day-substitute-day"
  ],
  "ES-CT": [
    "06-24 san-juan",
    "09-11 dia-de-cataluna",
    "12-26 san-esteban",
    "easter+1 easter-monday",
    "05-03=mon labour-day-substitute-day",
    "05-02=mon labour-day-substitute-day"
  ],
  "ES-EX": [
    "09-08 dia-de-extremadura",
    "easter-3 maundy-thursday",
    "09-09=mon dia-de-extremadura",
    "05-02=mon labour-day-substitute-day",
    "11-02=mon all-saints-day-substitute-day",
    "12-07=mon dia-de-la-constitucion-espanola-substitute-day"
  ],
  "ES-GA": [
    "03-19 saint-joseph",
    "05-17 dia-de-las-letras-gallegas",
    "07-25 dia-nacional-de-galicia",
    "easter-3 maundy-thursday"
  ],
  "ES-IB": [
    "03-01 dia-de-les-illes-balears",
    "easter-3 maundy-thursday",
    "easter+1 easter-monday",
    "03-02=mon dia-de-les-illes-balears-substitute-day"
  ],
  "ES-MC": [
    "03-19 saint-joseph",
    "easter-3 maundy-thursday",
    "05-02=mon labour-day-substitute-day",
    "12-07=mon dia-de-la-constitucion-espanola-substitute-day"
  ],
  "ES-MD": [
    "05-02=mon,tue,wed,thu,fri,sat dia-de-la-comunidad-de-madrid",
    "05-03=mon dia-de-la-comunidad-de-madrid",
    "easter-3 maundy-thursday",
    "05-03=mon dia-de-la-comunidad-de-madrid-substitute-day",
    "11-02=mon all-saints-day-substitute-day",
    "12-07=mon dia-de-la-constitucion-espanola-substitute-day"
  ],
  "ES-ML": [
    "1970-02-16,1971-02-06,1972-01-26,1973-01-14,1974-01-03,1974-12-24,1975-12-13,1976-12-01,1977-11-21,1978-11-10,1979-10-31,1980-10-19,1981-10-08,1982-09-27,1983-09-17,1984-09-05,1985-08-26,1986-08-15,1987-08-04,1988-07-23,1989-07-13,1990-07-02,1991-06-22,1992-06-11,1993-05-31,1994-05-20,1995-05-09,1996-04-27,1997-04-17,1998-04-07,1999-03-27,2000-03-16,2001-03-05,2002-02-22,2003-02-11,2004-02-01,2005-01-21,2006-01-10,2006-12-31,2007-12-20,2008-12-08,2009-11-27,2010-11-16,2011-11-06,2012-10-26,2013-10-15,2014-10-04,2015-09-23,2016-09-11,2017-09-01,2018-08-21,2019-08-11,2020-07-31,2021-07-20,2022-07-09,2023-06-28,2024-06-16,2025-06-06,2026-05-27,2027-05-16,2028-05-05,2029-04-24,2030-04-13,2031-04-02,2032-03-22,2033-03-11,2034-03-01,2035-02-18,2036-02-07,2037-01-26,2038-01-16,2039-01-05,2039-12-26,2040-12-14,2041-12-04,2042-11-23,2043-11-12,2044-10-31,2045-10-21,2046-10-10,2047-09-30,2048-09-19,2049-09-08,2050-08-28,2051-08-17,2052-08-05,2053-07-26,2054-07-15,2055-07-05,2056-06-23,2057-06-12,2058-06-01,2059-05-22,2060-05-10,2061-04-30,2062-04-20,2063-04-09,2064-03-28,2065-03-17,2066-03-06,2067-02-24,2068-02-13,2069-02-02,2070-01-22,2071-01-11,2071-12-31,2072-12-20,2073-12-09,2074-11-29,2075-11-18,2076-11-07 feast-of-the-sacrifice-eid-al-adha",
    "1970-11-30,1971-11-19,1972-11-07,1973-10-27,1974-10-16,1975-10-06,1976-09-24,1977-09-14,1978-09-03,1979-08-23,1980-08-12,1981-08-01,1982-07-21,1983-07-11,1984-06-30,1985-06-19,1986-06-08,1987-05-28,1988-05-16,1989-05-06,1990-04-26,1991-04-15,1992-04-04,1993-03-24,1994-03-13,1995-03-02,1996-02-19,1997-02-08,1998-01-29,1999-01-18,2000-01-08,2000-12-27,2001-12-16,2002-12-05,2003-11-25,2004-11-14,2005-11-03,2006-10-23,2007-10-13,2008-10-01,2009-09-20,2010-09-10,2011-08-30,2012-08-19,2013-08-08,2014-07-28,2015-07-17,2016-07-06,2017-06-25,2018-06-15,2019-06-04,2020-05-24,2021-05-13,2022-05-02,2023-04-21,2024-04-10,2025-03-30,2026-03-20,2027-03-09,2028-02-26,2029-02-14,2030-02-04,2031-01-24,2032-01-14,2033-01-02,2033-12-23,2034-12-12,2035-12-01,2036-11-19,2037-11-08,2038-10-29,2039-10-19,2040-10-07,2041-09-26,2042-09-15,2043-09-04,2044-08-24,2045-08-14,2046-08-03,2047-07-24,2048-07-12,2049-07-01,2050-06-20,2051-06-10,2052-05-29,2053-05-19,2054-05-09,2055-04-28,2056-04-16,2057-04-05,2058-03-25,2059-03-15,2060-03-04,2061-02-21,2062-02-10,2063-01-31,2064-01-20,2065-01-08,2065-12-28,2066-12-18,2067-12-08,2068-11-26,2069-11-15,2070-11-04,2071-10-24,2072-10-13,2073-10-02,2074-09-22,2075-09-11,2076-08-30 end-of-ramadan-eid-al-fitr",
    "easter-3 maundy-thursday",
    "12-07=mon dia-de-la-constitucion-espanola-substitute-day"
  ],
  "ES-NC": [
    "03-19 saint-joseph",
    "easter-3 maundy-thursday",
    "easter+1 easter-monday",
    "11-02=mon all-saints-day-substitute-day"
  ],
  "ES-PV": [
    "03-19 saint-joseph",
    "07-25 santiago-apostol",
    "2022-09-06 v-centenario-vuelta-al-mundo",
    "easter-3 maundy-thursday",
    "easter+1 easter-monday"
  ],
  "ES-RI": [
    "06-09 dia-de-la-rioja",
    "easter-3 maundy-thursday",
    "easter+1 easter-monday",
    "12-07=mon dia-de-la-constitucion-espanola-substitute-day"
  ],
  "ES-VC": [
    "03-19 saint-joseph",
    "06-24 san-juan",
    "easter+1 easter-monday"
  ],
  "FI": [
    "01-01 new-years-day",
    "01-06 epiphany",
    "05-01 labour-day",
    "12-06 independence-day",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "easter-2 good-friday",
    "easter+0 easter-sunday",
    "easter+1 easter-monday",
    "easter+39 ascension-day",
    "easter+49 whit-sunday",
    "sat>06-20 midsummer-day",
    "sat>10-31 all-saints-day"
  ],
  "FR": [
    "01-01 new-years-day",
    "05-01 labour-day",
    "05-08 victory-day",
    "07-14 bastille-day",
    "08-15 assumption",
    "11-01 all-saints-day",
    "11-11 armistice-day",
    "12-25 christmas-day",
    "easter+1 easter-monday",
    "easter+39 ascension-day",
    "easter+50 whit-monday"
  ],
  "FR-57": [
    "12-26 second-christmas-day",
    "easter-2 good-friday"
  ],
  "FR-67": [
    "12-26 second-christmas-day",
    "easter-2 good-friday"
  ],
  "FR-68": [
    "12-26 second-christmas-day",
    "easter-2 good-friday"
  ],
  "FR-YT": [
    "04-27 abolition-of-slavery"
  ],
  "FR-MQ": [
    "05-22 abolition-of-slavery",
    "easter-2 good-friday"
  ],
  "FR-GP": [
    "05-27 abolition-of-slavery",
    "easter-2 good-friday"
  ],
  "FR-GF": [
    "06-10 abolition-of-slavery"
  ],
  "FR-RE": [
    "12-20 abolition-of-slavery"
  ],
  "FR-MF": [
    "05-27 abolition-of-slavery"
  ],
  "FR-BL": [
    "10-09 abolition-of-slavery"
  ],
  "GR": [
    "01-01 new-years-day",
    "01-06 epiphany",
    "03-25 annunciation-anniversary-of-1821-revolution",
    "05-01 labour-day",
    "08-15 assumption",
    "10-28 national-holiday",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "orthodox-48 ash-sunday",
    "orthodox-2 good-friday",
    "orthodox+0 easter-sunday",
    "orthodox+1 easter-monday",
    "orthodox+49 whit-sunday",
    "orthodox+50 whit-monday"
  ],
  "HR": [
    "01-01 new-years-day",
    "01-06 epiphany",
    "05-01 labour-day",
    "06-22 anti-fascist-struggle-day",
    "06-25 ..2019 statehood-day",
    "08-05 victory-and-homeland-thanksgiving-day-and-the-day-of-croatian-defenders",
    "08-15 assumption",
    "10-08 ..2019 independence-day",
    "11-01 all-saints-day",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "05-30 2020.. national-day",
    "11-18 2020.. remembrance-day",
    "easter+0 easter-sunday",
    "easter+1 easter-monday",
    "easter+60 corpus-christi"
  ],
  "HR-17": [],
  "HR-19": [],
  "HU": [
    "01-01 new-years-day",
    "03-15 national-day",
    "05-01 labour-day",
    "08-20 saint-stephens-day",
    "10-23 national-day",
    "11-01 all-saints-day",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "easter+0 easter-sunday",
    "easter+1 easter-monday",
    "easter+49 whit-sunday",
    "easter+50 whit-monday",
    "easter-2 2017.. good-friday"
  ],
  "IE": [
    "01-01 new-years-day",
    "03-17 st-patricks-day",
    "mon>05-01 first-monday-in-may",
    "mon>06-01 first-monday-in-june",
    "mon>08-01 first-monday-in-august",
    "mon>10-25 last-monday-in-october",
    "12-25 christmas-day",
    "12-26 st-stephens-day",
    "02-06=mon 2023.. st-brigids-day",
    "02-05=mon 2023.. st-brigids-day",
    "02-03=mon 2023.. st-brigids-day",
    "02-02=mon 2023.. st-brigids-day",
    "02-01=mon,fri 2023.. st-brigids-day",
    "02-07=mon 2023.. st-brigids-day",
    "easter+1 easter-monday"
  ],
  "IS": [
    "01-01 new-years-day",
    "05-01 labour-day",
    "06-17 icelandic-national-day",
    "mon>08-01 commerce-day",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "12-24=sun christmas-eve",
    "12-31=sun new-years-eve",
    "easter-3 maundy-thursday",
    "easter-2 good-friday",
    "easter+0 easter-sunday",
    "easter+1 easter-monday",
    "thu>04-18 first-day-of-summer",
    "easter+39 ascension-day",
    "easter+49 whit-sunday",
    "easter+50 whit-monday"
  ],
  "IT": [
    "01-01 new-years-day",
    "01-06 epiphany",
    "04-25 liberation-from-nazi-fascism-1945",
    "05-01 labour-day",
    "06-02 republic-day",
    "08-15 assumption",
    "11-01 all-saints-day",
    "12-08 immaculate-conception",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "2011-03-17 national-day-2011",
    "10-04 2026.. national-day-of-saint-francis-of-assisi",
    "easter+0 easter-sunday",
    "easter+1 easter-monday"
  ],
  "IT-21": [],
  "IT-25": [],
  "IT-32": [
    "06-02 republic-day",
    "easter+50 whit-monday"
  ],
  "IT-52": [],
  "IT-62": [],
  "IT-82": [],
  "LI": [
    "01-01 new-years-day",
    "01-06 epiphany",
    "05-01 labour-day",
    "09-08 maria-geburt",
    "12-08 immaculate-conception",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "easter-2 good-friday",
    "easter+1 easter-monday",
    "easter+39 ascension-day",
    "easter+40 feiertagsbrucke",
    "easter+50 whit-monday",
    "easter+60 corpus-christi",
    "easter+61 feiertagsbrucke"
  ],
  "LT": [
    "01-01 new-years-day",
    "02-16 day-of-restoration-of-the-state-of-lithuania",
    "03-11 day-of-restoration-of-independence-of-lithuania",
    "05-01 labour-day",
    "06-24 st-johns-day",
    "07-06 statehood-day",
    "08-15 assumption",
    "11-01 all-saints-day",
    "12-24 christmas-eve",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "11-02 2020.. all-souls-day",
    "easter+0 easter-sunday",
    "easter+1 easter-monday"
  ],
  "LU": [
    "01-01 new-years-day",
    "08-15 assumption",
    "11-01 all-saints-day",
    "12-25 christmas-day",
    "12-26 1892.. second-christmas-day",
    "05-01 1946.. labour-day",
    "01-23 1948..1961 national-holiday",
    "06-23 1962.. national-holiday",
    "05-09 2019.. europe-day",
    "easter+39 ascension-day",
    "easter+1 1892.. easter-monday",
    "easter+50 1892.. whit-monday"
  ],
  "LV": [
    "01-01 new-years-day",
    "05-01 labour-day",
    "05-04 restoration-of-independence-day",
    "05-06=mon restoration-of-independence-day-substitute-day",
    "05-05=mon restoration-of-independence-day-substitute-day",
    "06-23 midsummer-eve",
    "06-24 midsummer",
    "11-18 republic-day",
    "12-24 christmas-eve",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "12-31 new-years-eve",
    "11-20=mon republic-day-substitute-day",
    "11-19=mon republic-day-substitute-day",
    "2023-05-29 bronze-medal-of-the-latvian-hockey-team-at-the-2023-world-hockey-championship",
    "easter-2 good-friday",
    "easter+0 easter-sunday",
    "easter+1 easter-monday"
  ],
  "MT": [
    "01-01 new-years-day",
    "02-10 feast-of-saint-pauls-shipwreck-in-malta",
    "03-19 saint-joseph",
    "03-31 freedom-day",
    "05-01 labour-day",
    "06-07 june-7th",
    "06-29 saints-peter-and-paul",
    "08-15 assumption",
    "09-08 victory-day",
    "09-21 independence-day",
    "12-08 immaculate-conception",
    "12-13 republic-day",
    "12-25 christmas-day",
    "easter-2 good-friday"
  ],
  "NL": [
    "01-01 new-years-day",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "08-31 1885..1890 princess-day",
    "08-31 1891..1948 queens-day",
    "04-30=mon,tue,wed,thu,fri,sat 1949..1979 queens-day",
    "05-01=mon 1949..1979 queens-day",
    "04-30=mon,tue,wed,thu,fri,sat 1980..2013 queens-day",
    "04-29=sat 1980..2013 queens-day",
    "04-26=sat 2014.. kings-day",
    "04-27=mon,tue,wed,thu,fri,sat 2014.. kings-day",
    "easter+0 easter-sunday",
    "easter+1 easter-monday",
    "easter+39 ascension-day",
    "easter+49 whit-sunday",
    "easter+50 whit-monday"
  ],
  "NL-GR": [],
  "NL-NH": [],
  "NL-ZH": [],
  "NO": [
    "01-01 new-years-day",
    "05-01 labour-day",
    "05-17 constitution-day",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "easter-3 maundy-thursday",
    "easter-2 good-friday",
    "easter+0 easter-sunday",
    "easter+1 easter-monday",
    "easter+39 ascension-day",
    "easter+49 whit-sunday",
    "easter+50 whit-monday"
  ],
  "PL": [
    "01-01 new-years-day",
    "05-01 labour-day",
    "05-03 constitution-day",
    "08-15 assumption",
    "11-01 all-saints-day",
    "11-11 independence-day",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "01-06 2011.. epiphany",
    "12-24 2025.. christmas-eve",
    "easter+0 easter-sunday",
    "easter+1 easter-monday",
    "easter+49 whit-sunday",
    "easter+60 corpus-christi"
  ],
  "PT": [
    "01-01 new-years-day",
    "04-25 liberty-day",
    "05-01 labour-day",
    "06-10 portugal-day",
    "08-15 assumption",
    "10-05 implantacao-da-republica",
    "11-01 all-saints-day",
    "12-01 restauracao-da-independencia",
    "12-08 immaculate-conception",
    "12-25 christmas-day",
    "easter-2 good-friday",
    "easter+0 easter-sunday",
    "easter+60 corpus-christi"
  ],
  "RO": [
    "01-01 new-years-day",
    "01-02 new-years-day",
    "01-06 epiphany",
    "01-07 saint-john-the-baptist",
    "01-24 day-of-the-unification-of-the-romanian-principalities",
    "05-01 labour-day",
    "06-01 childrens-day",
    "08-15 assumption",
    "11-30 st-andrews-day",
    "12-01 national-holiday",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "orthodox-2 good-friday",
    "orthodox+0 easter-sunday",
    "orthodox+1 easter-monday",
    "orthodox+49 whit-sunday",
    "orthodox+50 whit-monday"
  ],
  "SE": [
    "01-01 new-years-day",
    "01-06 epiphany",
    "05-01 labour-day",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "easter+49 whit-sunday",
    "06-06 2005.. national-day",
    "easter-2 good-friday",
    "easter+0 easter-sunday",
    "easter+1 easter-monday",
    "easter+39 ascension-day",
    "sat>06-20 midsummer-day",
    "sat>10-31 all-saints-day"
  ],
  "SI": [
    "01-01 new-years-day",
    "01-02 ..1954 new-years-day",
    "01-02 2017.. new-years-day",
    "04-27 day-of-uprising-against-occupation",
    "10-31 reformation-day",
    "11-01 day-of-remembrance-for-the-dead",
    "12-25 ..1952 christmas-day",
    "12-25 1991.. christmas-day",
    "12-26 independence-and-unity-day",
    "05-01 1949.. labour-day",
    "05-02 1949.. labour-day",
    "02-08 1991.. preseren-day-the-slovenian-cultural-holiday",
    "06-25 1991.. statehood-day",
    "08-15 1992.. assumption",
    "easter+0 easter-sunday",
    "easter+1 easter-monday",
    "easter+49 whit-sunday"
  ],
  "SK": [
    "01-01 new-years-day",
    "01-06 epiphany",
    "05-01 labour-day",
    "05-08 ..2025 day-of-victory-over-fascism",
    "07-05 saints-cyril-and-methodius-day",
    "08-29 slovak-national-uprising-anniversary",
    "09-15 ..2025 day-of-our-lady-of-the-seven-sorrows",
    "11-01 all-saints-day",
    "11-17 ..2024 struggle-for-freedom-and-democracy-day",
    "12-24 christmas-eve",
    "12-25 christmas-day",
    "12-26 second-christmas-day",
    "09-01 1994..2023 constitution-day",
    "easter-2 good-friday",
    "easter+1 easter-monday"
  ]
}
