-- Small Parquet files of every compression and both page versions, written by DuckDB 1.5.6 (DuckDB.NET.Data.Full 1.5.6.1): what mutations of Parquet start from.
create table sessions as
  select 'P' || (i // 7 + 1) as id, (i % 7 + 1)::integer as session, case when i % 11 = 3 then null else (i * 37 % 401) / 100.0::double end as alliance,
         case when i % 13 = 5 then null else (i * 17 % 64)::smallint end as symptom, date '2024-01-01' + (i % 50)::integer as day,
         timestamp '2024-01-01 10:00:00' + interval (i) minute as at, i % 3 = 0 as flag, (i / 7.0)::float as f, (i * 1.25)::decimal(9,2) as d,
         case when i % 4 = 0 then 'note é ' || i else null end as note, i::bigint * 1000000007 as big
  from range(0, 140) t(i);
copy (select * from sessions) to 'snappy_v1.parquet' (format parquet, compression snappy, parquet_version v1);
copy (select * from sessions) to 'zstd_v2.parquet' (format parquet, compression zstd, parquet_version v2);
copy (select * from sessions) to 'gzip_v1.parquet' (format parquet, compression gzip, parquet_version v1);
copy (select * from sessions) to 'plain_v2.parquet' (format parquet, compression uncompressed, parquet_version v2);
copy (select id, [alliance, symptom] as both, {'a': session} as nested from sessions) to 'nested_v1.parquet' (format parquet, compression snappy, parquet_version v1);
