"""What the dashboards are put together from: variables, queries, panels, and their places.

Each function returns plain JSON data as Grafana 11 stores it. What Grafana would fill in by itself is left out.
"""

DATASOURCE = {"type": "prometheus", "uid": "${datasource}"}
WIDTH = 24  # of a dashboard, in Grafana's units

# Prometheus' own labels of what it scraped first, as Grafana's linter asks; an account is in one place only.
FLEET = 'job=~"$job", resource_namespace=~"$namespace"'
ACCOUNT = 'job=~"$job", resource_namespace=~"$namespace", account=~"$account"'
OPERATOR = 'job=~"$job", instance=~"$instance"'

GREEN, YELLOW, ORANGE, RED, BLUE, GREY = "green", "yellow", "orange", "red", "blue", "text"


def variable(name, label, query, multi=True, **more):
    """A variable filled from labels; asked anew when the time range changes."""
    return {
        "type": "query",
        "name": name,
        "label": label,
        "datasource": DATASOURCE,
        "query": query,
        "definition": query,
        "refresh": 2,
        "sort": 1,
        "multi": multi,
        "includeAll": multi,
        **({"allValue": ".+", "current": {"text": ["All"], "value": ["$__all"]}} if multi else {"current": {}}),
        **more,
    }


def variables(*more):
    return [
        {
            "type": "datasource",
            "name": "datasource",
            "label": "Data source",
            "query": "prometheus",
            "current": {},
            "refresh": 1,
        },
        variable("job", "Job", "label_values(awsposture_build_info, job)"),
        *more,
        {
            "type": "textbox",
            "name": "documentation",
            "label": "Documentation",
            "description": "The address under which docs/ of this project is read, for links to runbooks.",
            "query": "docs",
            "current": {"text": "docs", "value": "docs"},
            "hide": 2,
        },
    ]


NAMESPACE = variable(
    "namespace", "Namespace", 'label_values(awsposture_account_info{job=~"$job"}, resource_namespace)'
)
INSTANCE = variable("instance", "Instance", 'label_values(awsposture_build_info{job=~"$job"}, instance)')
ONE_NAMESPACE = {**NAMESPACE, "multi": False, "includeAll": False, "current": {}}
del ONE_NAMESPACE["allValue"]
ONE_ACCOUNT = variable(
    "account",
    "Account",
    'label_values(awsposture_account_info{job=~"$job", resource_namespace=~"$namespace"}, account)',
    multi=False,
)


def or_zero(query):
    """The query, or a plain 0 where it finds nothing: a stat of a healthy fleet says 0."""
    return f"{query} or vector(0)"


def or_none(query, label, word="none"):
    """The query, or one series of value 0 whose label says none, where it finds nothing."""
    return f'{query} or on () label_replace(vector(0), "{label}", "{word}", "", "")'


def per_account(metric, matchers, *more):
    """The metric once for each account: two processes may both show it while the lease moves."""
    labels = ", ".join(("resource_namespace", "account", *more))
    return f"max by ({labels}) ({metric}{{{matchers}}})"


def target(query, legend="", instant=False, table=False, ref="A"):
    return {
        "refId": ref,
        "datasource": DATASOURCE,
        "expr": query,
        "legendFormat": legend or "__auto",
        "instant": instant,
        "range": not instant,
        **({"format": "table"} if table else {}),
    }


def thresholds(*steps):
    """thresholds(GREEN, (1, RED)): a base color, then (from this value, color)."""
    base, *rest = steps
    return {
        "mode": "absolute",
        "steps": [{"color": base, "value": None}, *({"color": color, "value": value} for value, color in rest)],
    }


def mapping(**words):
    """mapping(v0=("False", RED)): the word and color that stand for a number."""
    return [
        {
            "type": "value",
            "options": {
                key[1:]: {"text": text, "color": color, "index": index}
                for index, (key, (text, color)) in enumerate(words.items())
            },
        }
    ]


def panel(kind, title, description, targets, width, height, unit, steps=None, options=None, **more):
    field_more = more.pop("field", {})
    overrides = more.pop("overrides", [])
    return {
        "type": kind,
        "title": title,
        "description": description,
        "datasource": DATASOURCE,
        "targets": [{**it, "refId": chr(ord("A") + number)} for number, it in enumerate(targets)],
        "size": (width, height),
        "fieldConfig": {
            "defaults": {"unit": unit, "thresholds": steps or thresholds(BLUE), **field_more},
            "overrides": overrides,
        },
        "options": options or {},
        **more,
    }


def stat(title, description, query, unit="short", steps=None, width=4, height=4, legend="", **more):
    options = {
        "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
        "colorMode": "value",
        "graphMode": "none",
        "textMode": "auto",
        "justifyMode": "auto",
    }
    field = {"color": {"mode": "thresholds"}, **more.pop("field", {})}
    targets = [target(query, legend, instant=True)]
    return panel("stat", title, description, targets, width, height, unit, steps, options, field=field, **more)


def time_series(title, description, queries, unit="short", width=12, height=8, stacked=False, steps=None, **more):
    """Lines over time; queries are (query, legend) pairs."""
    custom = {
        "drawStyle": "line",
        "lineWidth": 1,
        "fillOpacity": 30 if stacked else 5,
        "showPoints": "never",
        "stacking": {"mode": "normal" if stacked else "none", "group": "A"},
        "thresholdsStyle": {"mode": "line+area" if steps else "off"},
    }
    options = {
        "legend": {"displayMode": "list", "placement": "bottom", "showLegend": True},
        "tooltip": {"mode": "multi", "sort": "desc"},
    }
    field = {"custom": custom, "color": {"mode": "palette-classic"}, "min": 0, **more.pop("field", {})}
    targets = [target(query, legend) for query, legend in queries]
    return panel("timeseries", title, description, targets, width, height, unit, steps, options, field=field, **more)


def timeline(title, description, query, legend, mappings, steps=None, width=24, height=8, **more):
    """A band for each series, colored by its value over time."""
    options = {
        "showValue": "never",
        "mergeValues": True,
        "rowHeight": 0.8,
        "legend": {"displayMode": "list", "placement": "bottom", "showLegend": True},
    }
    field = {"mappings": mappings, "color": {"mode": "thresholds"}, "custom": {"fillOpacity": 70}}
    targets = [target(query, legend)]
    return panel("state-timeline", title, description, targets, width, height, "none", steps, options, field=field, **more)


def column(name, **properties):
    """How one column of a table looks; links are (title, url)."""
    ids = {"unit": "unit", "steps": "thresholds", "mappings": "mappings", "links": "links", "decimals": "decimals"}
    values = []
    for key, value in properties.items():
        if key == "links":
            value = [{"title": title, "url": url} for title, url in value]
        if key == "colored":
            values.append({"id": "custom.cellOptions", "value": {"type": "color-background", "mode": "basic"}})
        else:
            values.append({"id": ids[key], "value": value})
    return {"matcher": {"id": "byName", "options": name}, "properties": values}


def table(title, description, queries, columns, width=12, height=8, overrides=(), sort=None, **more):
    """One row for each set of labels; columns: {field of the answer: its heading}, in that order.

    The value of query A is the field "Value #A"; with one query it is "Value". What is not named is not shown.
    """
    transformations = []
    if len(queries) > 1:
        transformations.append({"id": "merge", "options": {}})
    transformations.append({"id": "filterFieldsByName", "options": {"include": {"names": list(columns)}}})
    transformations.append(
        {
            "id": "organize",
            "options": {
                "indexByName": {name: index for index, name in enumerate(columns)},
                "renameByName": columns,
            },
        }
    )
    options = {"showHeader": True, "cellHeight": "sm"}
    if sort:
        options["sortBy"] = [{"displayName": sort[0], "desc": sort[1]}]
    targets = [target(query, instant=True, table=True) for query in queries]
    field = {"custom": {"align": "auto", "filterable": True}}
    return panel(
        "table",
        title,
        description,
        targets,
        width,
        height,
        "short",
        options=options,
        field=field,
        overrides=list(overrides),
        transformations=transformations,
        **more,
    )


def text(title, description, markdown, width=24, height=6):
    """Markdown; variables in it are replaced."""
    return {
        "type": "text",
        "title": title,
        "description": description,
        "size": (width, height),
        "options": {"mode": "markdown", "content": markdown},
    }


def row(title):
    return {"type": "row", "title": title, "size": (WIDTH, 1), "collapsed": False, "panels": []}


TO_ACCOUNT = (
    "/d/awsposture-account?var-datasource=${datasource}&var-namespace=${__data.fields.Namespace}"
    "&var-account=${__data.fields.Account}&${__url_time_range}"
)


def account_column():
    return column("Account", links=[("Show this account", TO_ACCOUNT)])


def runbook(title, name):
    return {"title": title, "url": "${documentation}/runbooks/" + name + ".md", "targetBlank": True}


def placed(panels):
    """The panels with an id and a place each, line by line from the left."""
    answer, x, y, line = [], 0, 0, 0
    for number, it in enumerate(panels, start=1):
        it = dict(it)
        width, height = it.pop("size")
        if x + width > WIDTH:
            x, y, line = 0, y + line, 0
        answer.append({"id": number, **it, "gridPos": {"x": x, "y": y, "w": width, "h": height}})
        x, line = x + width, max(line, height)
    return answer


def dashboard(uid, title, description, templating, panels, since):
    return {
        "uid": uid,
        "title": title,
        "description": description,
        "tags": ["awsposture"],
        "schemaVersion": 39,
        "version": 1,
        "editable": False,
        "graphTooltip": 1,
        "timezone": "browser",
        "refresh": "1m",
        "time": {"from": f"now-{since}", "to": "now"},
        "links": [
            {
                "type": "dashboards",
                "title": "AWS posture",
                "tags": ["awsposture"],
                "asDropdown": False,
                "includeVars": False,
                "keepTime": True,
            },
            {
                "type": "link",
                "title": "Runbooks",
                "url": "${documentation}/runbooks/README.md",
                "icon": "doc",
                "targetBlank": True,
            },
        ],
        "annotations": {"list": []},
        "templating": {"list": templating},
        "panels": placed(panels),
    }
