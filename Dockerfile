# Two images of one build: the ingest worker (target ingest) and the command ipd (target engine).
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish ingest/Worker/Worker.csproj -c Release -o /worker && dotnet publish engine/Cli/Cli.csproj -c Release -o /cli

FROM mcr.microsoft.com/dotnet/runtime:10.0 AS engine
COPY --from=build /cli /app
RUN mkdir /data && chown $APP_UID /data
USER $APP_UID
WORKDIR /data
ENTRYPOINT ["dotnet", "/app/IpdEngine.Cli.dll"]

FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS ingest
COPY --from=build /worker /app
RUN mkdir /data && chown $APP_UID /data
USER $APP_UID
WORKDIR /data
EXPOSE 8080
ENTRYPOINT ["dotnet", "/app/IpdEngine.Worker.dll"]
